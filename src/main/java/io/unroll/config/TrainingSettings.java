package io.unroll.config;

import io.unroll.config.Schema.Flat;
import java.io.Serializable;
import java.util.Optional;

/**
 * Settings of how parameters are learned. In a settings file all keys stand directly under {@code
 * training}.
 *
 * @param clipNorm largest global L2 norm of a gradient; {@code off} in a settings file means empty
 * @param labelSmoothing share of a target's probability that is spread over the vocabulary
 * @param maxSkippedShare largest share of an epoch's steps that may be left out because their
 *     gradients are not finite
 */
public record TrainingSettings(
    @Flat AveragingSettings averaging,
    Optimizer optimizer,
    @Flat LearningRateSettings rate,
    Optional<Double> clipNorm,
    double labelSmoothing,
    double maxSkippedShare,
    @Flat StoppingSettings stopping)
    implements Serializable {

  /** Inner optimiser of every worker. */
  public enum Optimizer {
    ADAM,
    RMSPROP,
    SGD
  }

  /**
   * Checks every share and bound.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public TrainingSettings {
    new Checks()
        .that(
            clipNorm.isEmpty() || (clipNorm.get() > 0 && Double.isFinite(clipNorm.get())),
            "clipNorm",
            "must be greater than 0, or off, got " + clipNorm.orElse(0.0))
        .that(
            labelSmoothing >= 0 && labelSmoothing < 1,
            "labelSmoothing",
            "must be at least 0 and less than 1, got " + labelSmoothing)
        .share("maxSkippedShare", maxSkippedShare)
        .done();
  }

  /** Spark tasks that train side by side. */
  public int workers() {
    return averaging.workers();
  }

  private Object writeReplace() {
    return SerializedRecord.of(this);
  }
}
