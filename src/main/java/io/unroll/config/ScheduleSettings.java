package io.unroll.config;

import java.io.Serializable;

/**
 * Course of the step size over time, by which {@code training.learningRate} is multiplied.
 *
 * @param type how the rate goes down
 * @param decay factor of {@code step} and {@code plateau}
 * @param decayEpochs epochs between two factors; for {@code plateau} those without a better
 *     validation metric
 * @param warmupBatches batches of each worker over which the rate rises from near zero
 */
public record ScheduleSettings(Type type, double decay, int decayEpochs, int warmupBatches)
    implements Serializable {

  /** Schedule of the rate. */
  public enum Type {
    STEP,
    PLATEAU,
    INVERSE_SQUARE_ROOT,
    COSINE
  }

  /**
   * Checks every factor.
   *
   * @throws InvalidSettings if any value is out of range, or a factor would be ignored
   */
  public ScheduleSettings {
    boolean takesFactor = type == Type.STEP || type == Type.PLATEAU;
    new Checks()
        .that(
            decay > 0 && decay <= 1, "decay", "must be greater than 0 and at most 1, got " + decay)
        .that(
            takesFactor || decay == 1,
            "decay",
            "must be 1 for training.learningRateSchedule.type = %s, got %s: it sets the rate by itself"
                .formatted(Schema.label(type), decay))
        .that(
            type != Type.PLATEAU || decay < 1,
            "decay",
            "must be less than 1 for training.learningRateSchedule.type = plateau, got " + decay)
        .atLeast("decayEpochs", decayEpochs, 1)
        .atLeast("warmupBatches", warmupBatches, 0)
        .done();
  }
}
