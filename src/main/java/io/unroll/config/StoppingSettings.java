package io.unroll.config;

import java.io.Serializable;

/**
 * When training ends and what is kept of it.
 *
 * @param epochs passes over the training split
 * @param patience epochs without a better {@code stopMetric} before training stops
 * @param stopMetric what the validation split is judged by
 * @param keep which parameters become the model
 * @param averageLast epochs whose parameters {@code keep = average} averages
 * @param checkpointMinutes time after which a checkpoint is written within an epoch
 */
public record StoppingSettings(
    int epochs,
    int patience,
    StopMetric stopMetric,
    Keep keep,
    int averageLast,
    double checkpointMinutes)
    implements Serializable {

  /** What the validation split is judged by. */
  public enum StopMetric {
    /** Mean cross-entropy of a token; perplexity and bits per character fall with it. */
    NATS,
    /** Share of tokens predicted right, each after the right ones before it. */
    ACCURACY
  }

  /** Which parameters become the model. */
  public enum Keep {
    /** Those of the epoch with the best {@code stopMetric}. */
    BEST,
    /** Those of the last epoch. */
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
        .atLeast("averageLast", averageLast, 1)
        .positive("checkpointMinutes", checkpointMinutes)
        .done();
  }
}
