package io.unroll.report;

import java.util.Optional;

/**
 * One measured figure and how it was computed.
 *
 * @param value in the metric's own unit; may be non-finite
 * @param interval where it lies, where that was estimated
 * @param signature what the figure depends on, such as {@code
 *     split:test|tokens:123|mode:greedy|version:0.1.0}
 * @param higherIsBetter true for accuracy, false for a loss
 */
public record Metric(
    double value, Optional<Interval> interval, String signature, boolean higherIsBetter) {

  /**
   * Interval of a figure by resampling the examples.
   *
   * @param confidence share of test sets whose figure lies within, such as 0.95
   */
  public record Interval(double low, double high, double confidence) {

    @Override
    public String toString() {
      return Figures.figure(low) + " to " + Figures.figure(high);
    }
  }

  /** A figure of which nothing more is known. */
  public Metric(double value, String signature, boolean higherIsBetter) {
    this(value, Optional.empty(), signature, higherIsBetter);
  }

  /** Returns whether this value beats {@code other}; false when either is not a number. */
  public boolean beats(double other) {
    return higherIsBetter ? value > other : value < other;
  }
}
