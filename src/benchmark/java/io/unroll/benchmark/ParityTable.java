package io.unroll.benchmark;

import io.unroll.benchmark.parity.ParityCurve;
import io.unroll.benchmark.parity.ParityModel;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/** Table of training here and in PyTorch, epoch by epoch. */
final class ParityTable {
  private static final double MOST_APART = 0.02;

  private final Progress progress;

  ParityTable(PrintWriter out) {
    progress = new Progress(out);
    progress.line(
        "%-26s %4s %5s %9s %9s %8s %9s %9s %8s"
            .formatted(
                "nats, ours and PyTorch's",
                "seed",
                "epoch",
                "training",
                "",
                "ratio",
                "valid",
                "",
                "ratio"));
  }

  /** Prints what is going on now. */
  void state(String text) {
    progress.state(text);
  }

  /** Prints one training. */
  void curve(ParityModel model, ParityCurve curve) {
    progress.line(
        String.format(
            Locale.ROOT,
            "%-26s %4d first batch %.6f, %.6f; first steps without dropout at most %.1e apart",
            model,
            curve.seed(),
            curve.firstLossOurs(),
            curve.firstLossPytorch(),
            curve.firstStepsApart()));
    for (ParityCurve.Epoch epoch : curve.epochs()) {
      progress.line(
          String.format(
              Locale.ROOT,
              "%-26s %4d %5d %9.4f %9.4f %8.4f %9.4f %9.4f %8.4f",
              model,
              curve.seed(),
              epoch.epoch(),
              epoch.train(),
              epoch.trainPytorch(),
              epoch.train() / epoch.trainPytorch(),
              epoch.valid(),
              epoch.validPytorch(),
              epoch.valid() / epoch.validPytorch()));
    }
  }

  /** Prints what all seeds came to. */
  void summary(ParityModel model, List<ParityCurve> curves) {
    String mark = Math.abs(ratio(curves) - 1) > MOST_APART ? "MORE THAN 2% APART" : "within 2%";
    progress.line(
        String.format(
            Locale.ROOT,
            "%-26s valid at the end, mean of %d: ours %.4f, PyTorch %.4f, ratio %.4f%s, %s",
            model,
            curves.size(),
            ours(curves),
            pytorch(curves),
            ratio(curves),
            standardError(curves).map(" +- %.4f"::formatted).orElse(""),
            mark));
  }

  /** Our mean validation loss at the end. */
  static double ours(List<ParityCurve> curves) {
    return curves.stream().mapToDouble(curve -> curve.last().valid()).average().orElseThrow();
  }

  /** PyTorch's. */
  static double pytorch(List<ParityCurve> curves) {
    return curves.stream()
        .mapToDouble(curve -> curve.last().validPytorch())
        .average()
        .orElseThrow();
  }

  /** Ours over PyTorch's. */
  static double ratio(List<ParityCurve> curves) {
    return ours(curves) / pytorch(curves);
  }

  /** Returns the standard error of the ratio, by the ratios of the seeds; empty for one. */
  static Optional<Double> standardError(List<ParityCurve> curves) {
    double[] ratios = curves.stream().mapToDouble(ParityCurve::ratio).toArray();
    return ratios.length < 2
        ? Optional.empty()
        : Optional.of(new StandardDeviation().evaluate(ratios) / Math.sqrt(ratios.length));
  }
}
