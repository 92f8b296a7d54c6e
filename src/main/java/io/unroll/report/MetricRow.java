package io.unroll.report;

import java.util.List;
import java.util.Locale;

/** One metric in words, with what it has to beat. */
record MetricRow(
    String name,
    String label,
    String value,
    String interval,
    String direction,
    List<BaselineRow> baselines,
    List<String> signature) {

  /** {@code kind} is the comparison's class on the page: good or neutral. */
  record BaselineRow(String verdict, String method, String value, String sign, String kind) {
    static BaselineRow of(Baseline baseline) {
      boolean beaten = baseline.reached().beats(baseline.value());
      String sign = beaten ? "✓" : "✗";
      String kind = beaten ? "good" : "bad";
      String value = Figures.figure(baseline.value());
      return new BaselineRow(baseline.verdict(), baseline.method(), value, sign, kind);
    }
  }

  static List<MetricRow> of(RunReport report) {
    return report.metrics().entrySet().stream()
        .map(entry -> of(report, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static MetricRow of(RunReport report, String name, Metric metric) {
    return new MetricRow(
        name,
        inWords(name),
        Figures.figure(metric.value()),
        metric
            .interval()
            .map(range -> Figures.shortest(100 * range.confidence()) + "% interval " + range)
            .orElse(""),
        metric.higherIsBetter() ? "higher is better" : "lower is better",
        Baseline.of(report, name).stream().map(BaselineRow::of).toList(),
        List.of(metric.signature().split("\\|", -1)));
  }

  /** {@code bitsPerCharacter} as bits per character; {@code spanF1} stays as it is. */
  private static String inWords(String name) {
    return name.matches(".*\\d.*")
        ? name
        : name.replaceAll("([a-z])([A-Z])(?=[a-z])", "$1 $2").toLowerCase(Locale.ROOT);
  }
}
