package io.unroll.report;

import java.util.List;
import java.util.Map;

/** A value to beat, and what the run reached against it. */
record Baseline(String method, double value, Metric reached) {

  /**
   * Returns those that concern {@code metric}: its namesake, and for the headline every other
   * method.
   */
  static List<Baseline> of(RunReport report, String metric) {
    Metric reached = report.metrics().get(metric);
    if (reached == null) {
      return List.of();
    }
    boolean isHeadline = report.headline().filter(metric::equals).isPresent();
    return report.baselines().entrySet().stream()
        .filter(entry -> concerns(report, entry, metric, isHeadline))
        .map(entry -> new Baseline(method(entry, metric), entry.getValue(), reached))
        .toList();
  }

  private static boolean concerns(
      RunReport report, Map.Entry<String, Double> entry, String metric, boolean isHeadline) {
    return entry.getKey().equals(metric)
        || (isHeadline && !report.metrics().containsKey(entry.getKey()));
  }

  private static String method(Map.Entry<String, Double> entry, String metric) {
    return entry.getKey().equals(metric) ? "baseline" : entry.getKey();
  }

  /** Returns one phrase: better, worse, or neither. */
  String verdict() {
    if (reached.beats(value)) {
      return "better than";
    }
    return reached.value() == value ? "equal to" : "not better than";
  }
}
