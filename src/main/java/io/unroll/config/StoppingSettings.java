package io.unroll.config;

import java.io.Serializable;

/**
 * Rules of when training ends and which parameters are kept.
 *
 * @param epochs passes over the training split
 * @param patience epochs without a better {@code stopMetric} before training stops
 * @param stopMetric what the validation split is judged by: {@link #NATS}, {@link #ACCURACY}, or a
 *     metric of the model's report by its name
 * @param keep which parameters become the model
 * @param averageLast epochs whose parameters {@code keep = average} averages
 * @param checkpointMinutes time after which a checkpoint is written within an epoch
 */
public record StoppingSettings(
    int epochs,
    int patience,
    String stopMetric,
    Keep keep,
    int averageLast,
    double checkpointMinutes)
    implements Serializable {

  /** Mean cross-entropy of a token; perplexity and bits per character fall with it. */
  public static final String NATS = "nats";

  /** Share of tokens predicted right, each after the right ones before it. */
  public static final String ACCURACY = "accuracy";

  /** Which parameters become the model. */
  public enum Keep {
    /** Parameters of the epoch with the best {@code stopMetric}. */
    BEST,
    /** Parameters of the last epoch. */
    LAST,
    /** The mean of the last {@code averageLast} epochs'. */
    AVERAGE
  }

  /**
   * Checks every count.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public StoppingSettings {
    new Checks()
        .atLeast("epochs", epochs, 1)
        .atLeast("patience", patience, 1)
        .that(
            stopMetric.matches("[A-Za-z][A-Za-z0-9]*"),
            "stopMetric",
            "must be the name of a metric, got " + stopMetric)
        .atLeast("averageLast", averageLast, 1)
        .positive("checkpointMinutes", checkpointMinutes)
        .done();
  }
}
