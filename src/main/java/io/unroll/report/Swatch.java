package io.unroll.report;

import java.util.List;
import java.util.Locale;

/** The legend's small drawing of a line: its colour, its dashes and its marker, as in the chart. */
final class Swatch {
  /** In the order of the chart's markers: circle, diamond, square, triangles, oval. */
  private static final List<String> MARKERS =
      List.of(
          "M14 2a3 3 0 1 1 0 6a3 3 0 1 1 0-6z",
          "M14 1.2L17.8 5L14 8.8L10.2 5z",
          "M11 2h6v6h-6z",
          "M14 1.5L17.5 8h-7z",
          "M14 8.5L17.5 2h-7z",
          "M14 2.5a4 2.5 0 1 1 0 5a4 2.5 0 1 1 0-5z");

  private Swatch() {}

  /** Returns an {@code svg} element for the page. */
  static String of(Curve curve) {
    String colour = curve.ink().css();
    String line =
        String.format(
            Locale.ROOT,
            "<path d=\"M0 5H28\" fill=\"none\" stroke-width=\"2.5\" style=\"stroke:%s\""
                + " stroke-dasharray=\"%s\"/>",
            colour,
            dashes(curve.look()));
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 28 10\" aria-hidden=\"true\">%s<path d=\"%s\""
            + " style=\"fill:%s\"/></svg>",
        curve.x().size() > 1 ? line : "",
        MARKERS.get(curve.look() % MARKERS.size()),
        colour);
  }

  private static String dashes(int look) {
    StringBuilder dashes = new StringBuilder();
    for (float length : LineChart.dashes(look)) {
      dashes.append(String.format(Locale.ROOT, "%.0f ", length));
    }
    return dashes.toString().strip();
  }
}
