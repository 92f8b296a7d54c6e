package io.unroll.report;

import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * A drawn chart and what the page writes around it.
 *
 * @param drawings widest first; empty when it could not be drawn
 * @param problem why it could not be drawn, or empty
 */
record Chart(Axes axes, List<Key> legend, List<Drawing> drawings, String problem) {
  private static final List<Size> SIZES =
      List.of(new Size("wide", 960, 300), new Size("narrow", 360, 250));

  /**
   * Names of the axes.
   *
   * @param powers whether equal steps up are equal factors
   */
  record Axes(String x, String y, boolean powers) {
    Axes(String x, String y) {
      this(x, y, false);
    }
  }

  /** One legend entry; {@code swatch} is a small drawing of the line as the chart shows it. */
  record Key(String label, String swatch) {}

  /** {@code size} is the class by which the page picks one for its width. */
  record Drawing(String size, String svg) {}

  private record Size(String name, int width, int height) {}

  /** Draws {@code curves}, each visible; a machine that cannot draw still gets its report. */
  static Chart of(String id, Axes axes, String label, List<Curve> curves, List<Key> legend) {
    try {
      List<Drawing> drawings =
          SIZES.stream().map(size -> drawing(size, id, axes, label, curves)).toList();
      return new Chart(axes, legend, drawings, "");
    } catch (LinkageError | InternalError | RuntimeException e) {
      // What Java throws without fonts or libfreetype; the figures are in the tables as well.
      LoggerFactory.getLogger(Chart.class).warn("chart {} was not drawn: {}", id, e.toString());
      String problem =
          "This chart could not be drawn where the report was written ("
              + e
              + "). Java draws with the system's fonts: install fontconfig and one font there,"
              + " and write the report again.";
      return new Chart(axes, List.of(), List.of(), problem);
    }
  }

  private static Drawing drawing(
      Size size, String id, Axes axes, String label, List<Curve> curves) {
    String drawn = LineChart.draw(curves, axes.powers(), size.width(), size.height());
    String unique = id + "-" + size.name();
    return new Drawing(
        size.name(), InlineSvg.of(drawn, unique, size.width(), size.height(), label, curves));
  }
}
