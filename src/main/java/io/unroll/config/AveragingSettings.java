package io.unroll.config;

import java.io.Serializable;
import java.util.Optional;

/**
 * Settings of how workers train in parallel and are averaged.
 *
 * @param workers Spark tasks that train side by side: K
 * @param averageEvery batches each worker trains between two averagings: H
 * @param averageWarmup batches of each worker at the start after every one of which is averaged
 *     (post-local SGD, Lin et al. 2020)
 * @param averageGrowth factor on {@code averageEvery} after every epoch
 * @param outer what is made of the average
 * @param outerRate share of the workers' common step that is taken; empty for the rule's own
 * @param outerMomentum share of the last step that is taken again; empty for the rule's own
 * @param outerLookAhead whether block momentum starts the workers a momentum step ahead
 * @param updaterState what becomes of the workers' optimiser states
 * @param reduction where averages are taken, which changes nothing but the time
 * @param master who runs the rounds
 */
public record AveragingSettings(
    int workers,
    int averageEvery,
    int averageWarmup,
    double averageGrowth,
    Outer outer,
    Optional<Double> outerRate,
    Optional<Double> outerMomentum,
    boolean outerLookAhead,
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
    /** Every worker goes on with its own. */
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
   * Checks counts and factors, and that no key is set that the outer rule would ignore.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public AveragingSettings {
    new Checks()
        .atLeast("workers", workers, 1)
        .atLeast("averageEvery", averageEvery, 1)
        .atLeast("averageWarmup", averageWarmup, 0)
        .that(
            averageGrowth >= 1 && Double.isFinite(averageGrowth),
            "averageGrowth",
            "must be at least 1, got " + averageGrowth)
        .that(
            outerRate.isEmpty() || (outerRate.get() > 0 && Double.isFinite(outerRate.get())),
            "outerRate",
            "must be greater than 0, or off, got " + outerRate.orElse(0.0))
        .that(
            outerMomentum.isEmpty() || (outerMomentum.get() >= 0 && outerMomentum.get() < 1),
            "outerMomentum",
            "must be at least 0 and less than 1, or off, got " + outerMomentum.orElse(0.0))
        .that(
            outer != Outer.AVERAGE || outerRate.isEmpty(),
            "outerRate",
            "must be off for training.outer = average, got " + outerRate.orElse(0.0))
        .that(
            outer != Outer.AVERAGE || outerMomentum.isEmpty(),
            "outerMomentum",
            "must be off for training.outer = average, got " + outerMomentum.orElse(0.0))
        .that(
            outer == Outer.BMUF || !outerLookAhead,
            "outerLookAhead",
            "must be false for training.outer = %s, got true: it is a form of bmuf"
                .formatted(Schema.label(outer)))
        .done();
  }

  private Object writeReplace() {
    return SerializedRecord.of(this);
  }
}
