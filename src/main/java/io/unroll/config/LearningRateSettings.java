package io.unroll.config;

import java.io.Serializable;

/**
 * Size of the workers' steps over time.
 *
 * @param learningRate the rate that schedules multiply
 * @param schedule how the rate goes down
 * @param learningRateDecay factor of {@code step} and {@code plateau}
 * @param decayEpochs epochs between two factors; for {@code plateau} those without a better
 *     validation metric
 * @param warmupBatches batches of each worker over which the rate rises from near zero
 */
public record LearningRateSettings(
    double learningRate,
    Schedule schedule,
    double learningRateDecay,
    int decayEpochs,
    int warmupBatches)
    implements Serializable {

  /** Schedule of the rate. */
  public enum Schedule {
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
  public LearningRateSettings {
    boolean takesFactor = schedule == Schedule.STEP || schedule == Schedule.PLATEAU;
    new Checks()
        .positive("learningRate", learningRate)
        .that(
            learningRateDecay > 0 && learningRateDecay <= 1,
            "learningRateDecay",
            "must be greater than 0 and at most 1, got " + learningRateDecay)
        .that(
            takesFactor || learningRateDecay == 1,
            "learningRateDecay",
            "must be 1 for training.schedule = %s, got %s: it sets the rate by itself"
                .formatted(Schema.label(schedule), learningRateDecay))
        .that(
            schedule != Schedule.PLATEAU || learningRateDecay < 1,
            "learningRateDecay",
            "must be less than 1 for training.schedule = plateau, got " + learningRateDecay)
        .atLeast("decayEpochs", decayEpochs, 1)
        .atLeast("warmupBatches", warmupBatches, 0)
        .done();
  }
}
