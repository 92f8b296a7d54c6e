package io.unroll.benchmark;

import java.util.List;

/** The middle of what was measured. */
final class Median {
  private Median() {}

  /** The mean of the two middle values where there is an even number; NaN of none. */
  static double of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
