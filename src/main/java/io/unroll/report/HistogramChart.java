package io.unroll.report;

import io.unroll.shards.DataReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Histogram of the lengths of each split, as shares of the split. */
final class HistogramChart {
  private static final int MOST_POINTS = 80;
  private static final int FEWEST_LENGTHS = 3;

  private HistogramChart() {}

  /** Empty where lengths hardly differ: the table says it all. */
  static Optional<Chart> of(String side, Map<String, DataReport.Lengths> splits) {
    int shortest = splits.values().stream().mapToInt(DataReport.Lengths::shortest).min().orElse(0);
    int longest = splits.values().stream().mapToInt(DataReport.Lengths::longest).max().orElse(0);
    long distinct =
        splits.values().stream()
            .flatMap(one -> one.histogram().stream())
            .map(DataReport.LengthCount::length)
            .distinct()
            .count();
    if (distinct < FEWEST_LENGTHS) {
      return Optional.empty();
    }
    int width = (longest - shortest) / MOST_POINTS + 1;
    List<Curve> curves = new ArrayList<>();
    splits.forEach(
        (split, one) -> curves.add(curve(split, curves.size(), one, shortest, longest, width)));
    List<Chart.Key> legend =
        curves.stream().map(curve -> new Chart.Key(curve.label(), Swatch.of(curve))).toList();
    String x = side + " steps" + (width > 1 ? ", " + width + " at a time" : "");
    String told =
        "Lengths of %s sequences by split, from %s to %s steps".formatted(side, shortest, longest);
    Chart.Axes axes = new Chart.Axes(x, "% of sequences");
    return Optional.of(Chart.of("lengths-" + side, axes, told, curves, legend));
  }

  private static Curve curve(
      String split, int look, DataReport.Lengths lengths, int shortest, int longest, int width) {
    double[] shares = new double[(longest - shortest) / width + 1];
    double all = lengths.histogram().stream().mapToLong(DataReport.LengthCount::count).sum();
    for (DataReport.LengthCount one : lengths.histogram()) {
      shares[(one.length() - shortest) / width] += 100 * one.count() / Math.max(1, all);
    }
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int bin = 0; bin < shares.length; bin++) {
      x.add((double) shortest + (double) bin * width);
      y.add(shares[bin]);
    }
    return new Curve(split, look, x, y);
  }
}
