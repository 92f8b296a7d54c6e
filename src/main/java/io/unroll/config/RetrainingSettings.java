package io.unroll.config;

import java.io.Serializable;
import java.util.Optional;

/**
 * Settings of how {@code retrain} finds each night's data and decides on promotion.
 *
 * @param partitions pattern of the data's paths with {@value #DATE} where the date stands
 * @param start where the challenger's parameters start
 * @param growVocabulary whether tokens, features and labels that are new are added to those of the
 *     champion
 * @param rehearse earlier nights whose data are trained on again
 * @param compareNights earlier nights whose held-out examples are judged by, in addition to the new
 *     ones
 * @param keepRuns newest nights whose models and shards are kept
 * @param gates what a challenger must pass
 */
public record RetrainingSettings(
    Optional<String> partitions,
    Start start,
    boolean growVocabulary,
    int rehearse,
    int compareNights,
    int keepRuns,
    GateSettings gates)
    implements Serializable {

  /** Stands for a night's date, as in 2026-11-20. */
  public static final String DATE = "{date}";

  /** Starting point of the challenger's parameters. */
  public enum Start {
    /** At the champion's. */
    CHAMPION,
    /** At random ones. */
    SCRATCH
  }

  /**
   * Checks the pattern and every count.
   *
   * @throws InvalidSettings if any value cannot be used
   */
  public RetrainingSettings {
    new Checks()
        .that(
            partitions.map(RetrainingSettings::hasOneDate).orElse(true),
            "partitions",
            "must hold %s once, in the place of the date, got \"%s\""
                .formatted(DATE, partitions.orElse("")))
        .atLeast("rehearse", rehearse, 0)
        .atLeast("compareNights", compareNights, 0)
        .atLeast("keepRuns", keepRuns, 1)
        .done();
  }

  private static boolean hasOneDate(String pattern) {
    int first = pattern.indexOf(DATE);
    return first >= 0 && first == pattern.lastIndexOf(DATE);
  }

  private Object writeReplace() {
    return SerializedRecord.of(this);
  }
}
