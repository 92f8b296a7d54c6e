package io.unroll.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * metrics.tsv: one row a metric and one a baseline, for {@code cut}, {@code awk} and {@code join}.
 */
final class MetricsTable {
  private MetricsTable() {}

  static String render(RunReport report) {
    StringBuilder out = new StringBuilder("kind\tname\tvalue\thigherIsBetter\tsignature\n");
    report
        .metrics()
        .forEach(
            (name, metric) ->
                row(
                    out,
                    "metric",
                    name,
                    Double.toString(metric.value()),
                    Boolean.toString(metric.higherIsBetter()),
                    metric.signature()));
    report
        .baselines()
        .forEach((name, value) -> row(out, "baseline", name, Double.toString(value), "", ""));
    return out.toString();
  }

  private static void row(StringBuilder out, String... cells) {
    // A cell can neither end the row nor start the next column: tabs and newlines are shown.
    out.append(Arrays.stream(cells).map(VisibleText::onOneLine).collect(Collectors.joining("\t")));
    out.append('\n');
  }
}
