package io.unroll.evaluation.measure;

import java.io.Serializable;

/**
 * Counts of predicted things, of right ones, and of both.
 *
 * <p>A share of nothing is 0, as conlleval and sacreBLEU have it.
 *
 * @param common things that are both predicted and in the reference
 * @param predicted things predicted
 * @param reference things in the reference
 */
public record Overlap(long common, long predicted, long reference) implements Serializable {

  /** The empty sum. */
  public static final Overlap NONE = new Overlap(0, 0, 0);

  /** Returns the sum of both. */
  public Overlap plus(Overlap other) {
    return new Overlap(
        common + other.common, predicted + other.predicted, reference + other.reference);
  }

  /** Returns the share of the predicted things that are right. */
  public double precision() {
    return share(common, predicted);
  }

  /** Returns the share of the right things that were predicted. */
  public double recall() {
    return share(common, reference);
  }

  /** Harmonic mean of precision and recall. */
  public double f1() {
    return f(1, precision(), recall());
  }

  /**
   * Precision and recall in one figure (van Rijsbergen 1979), F = (1 + beta^2) P R / (beta^2 P +
   * R); 0 if both are.
   *
   * @param beta how many times as important recall is as precision
   */
  static double f(double beta, double precision, double recall) {
    double factor = beta * beta;
    double weighted = factor * precision + recall;
    return weighted == 0 ? 0 : (1 + factor) * precision * recall / weighted;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
