package io.unroll.report;

/**
 * One measured figure and how it was computed.
 *
 * @param value in the metric's own unit; may be non-finite
 * @param signature what the figure depends on, such as {@code
 *     split:test|tokens:123|mode:greedy|version:0.1.0}
 * @param higherIsBetter true for accuracy, false for a loss
 */
public record Metric(double value, String signature, boolean higherIsBetter) {

  /** Whether this value beats {@code other}; false when either is not a number. */
  public boolean beats(double other) {
    return higherIsBetter ? value > other : value < other;
  }
}
