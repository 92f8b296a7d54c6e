package io.unroll.config;

import io.unroll.config.Schema.Flat;
import java.io.Serializable;

/**
 * Settings of how workers are averaged.
 *
 * @param every batches each worker trains between two averagings: H
 * @param warmup batches of each worker at the start after every one of which is averaged
 *     (post-local SGD, Lin et al. 2020)
 * @param growth factor on {@code every} after every epoch
 * @param rule what is made of the average
 * @param updaterState what becomes of the workers' optimiser states
 * @param reduction where averages are taken, which changes nothing but the time
 * @param master who runs the rounds
 */
public record AveragingSettings(
    int every,
    int warmup,
    double growth,
    @Flat OuterSettings rule,
    UpdaterState updaterState,
    Reduction reduction,
    Master master)
    implements Serializable {

  /** Rule that moves the shared parameters by the workers' average. */
  public enum Outer {
    /** The average itself. */
    AVERAGE,
    /** Block momentum (Chen &amp; Huo 2016). */
    BMUF,
    /** Nesterov momentum on the workers' common step (DiLoCo, Douillard et al. 2023). */
    NESTEROV
  }

  /** Treatment of optimiser states after a round. */
  public enum UpdaterState {
    AVERAGE,
    /** Every worker keeps its own. */
    KEEP,
    /** Every round starts from none. */
    RESET
  }

  /** Place where averages are taken. */
  public enum Reduction {
    /** On the driver as long as all workers' results together are small. */
    AUTO,
    DRIVER,
    EXECUTORS
  }

  /** Trainer that runs the rounds. */
  public enum Master {
    UNROLL,
    /** Deeplearning4j's own ParameterAveragingTrainingMaster, to compare with. */
    DL4J
  }

  /**
   * Checks counts and growth.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public AveragingSettings {
    new Checks()
        .atLeast("every", every, 1)
        .atLeast("warmup", warmup, 0)
        .that(growth >= 1 && Double.isFinite(growth), "growth", "must be at least 1, got " + growth)
        .done();
  }
}
