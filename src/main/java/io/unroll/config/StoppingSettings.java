package io.unroll.config;

import java.io.Serializable;

/**
 * Rules of when training ends before its last epoch and which parameters are kept.
 *
 * @param patience epochs without a better {@code metric} before training stops
 * @param metric what the validation split is judged by: {@link #NATS}, {@link #ACCURACY}, or a
 *     metric of the model's report by its name
 * @param keep which parameters become the model
 * @param averageLast epochs whose parameters {@code keep = average} averages
 * @param maxSkippedShare largest share of an epoch's steps that may be left out because their
 *     gradients are not finite
 */
public record StoppingSettings(
    int patience, String metric, Keep keep, int averageLast, double maxSkippedShare)
    implements Serializable {

  /** Mean cross-entropy of a token; perplexity and bits per character fall with it. */
  public static final String NATS = "nats";

  /** Share of tokens predicted right, each after the right ones before it. */
  public static final String ACCURACY = "accuracy";

  /** Parameters that become the model. */
  public enum Keep {
    /** Parameters of the epoch with the best {@code metric}. */
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
        .atLeast("patience", patience, 1)
        .that(
            metric.matches("[A-Za-z][A-Za-z0-9]*"),
            "metric",
            "must be the name of a metric, got " + metric)
        .atLeast("averageLast", averageLast, 1)
        .share("maxSkippedShare", maxSkippedShare)
        .done();
  }
}
