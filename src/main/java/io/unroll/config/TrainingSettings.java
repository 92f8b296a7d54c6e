package io.unroll.config;

import io.unroll.config.Schema.Flat;
import java.io.Serializable;
import java.util.Optional;

/**
 * Settings of how parameters are learned.
 *
 * @param workers Spark tasks that train side by side: K
 * @param epochs passes over the training split
 * @param rate size of the workers' steps
 * @param clipNorm largest global L2 norm of a gradient; {@code off} in a settings file means empty
 * @param labelSmoothing share of a target's probability that is spread over the vocabulary
 */
public record TrainingSettings(
    int workers,
    int epochs,
    Optimizer optimizer,
    @Flat LearningRateSettings rate,
    Optional<Double> clipNorm,
    double labelSmoothing,
    AveragingSettings averaging,
    StoppingSettings stopping,
    CheckpointSettings checkpoints)
    implements Serializable {

  /** Inner optimiser of every worker. */
  public enum Optimizer {
    ADAM,
    RMSPROP,
    SGD
  }

  /**
   * Checks every count and bound.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public TrainingSettings {
    new Checks()
        .atLeast("workers", workers, 1)
        .atLeast("epochs", epochs, 1)
        .that(
            clipNorm.isEmpty() || (clipNorm.get() > 0 && Double.isFinite(clipNorm.get())),
            "clipNorm",
            "must be greater than 0, or off, got " + clipNorm.orElse(0.0))
        .that(
            labelSmoothing >= 0 && labelSmoothing < 1,
            "labelSmoothing",
            "must be at least 0 and less than 1, got " + labelSmoothing)
        .done();
  }

  private Object writeReplace() {
    return SerializedRecord.of(this);
  }
}
