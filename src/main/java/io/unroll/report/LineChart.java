package io.unroll.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Curves over whole numbers (epochs, lengths), drawn as SVG; axis titles and legend are the page's
 * work.
 */
final class LineChart {
  private static final Color CLEAR = new Color(0, 0, 0, 0);
  private static final int MOST_MARKED_POINTS = 40;
  private static final int PIXELS_PER_LABEL = 36;
  private static final int MOST_THICK_LINES = 6;
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP, SeriesMarkers.TRIANGLE_DOWN, SeriesMarkers.OVAL
  };
  private static final float[][] DASHES = {{}, {7, 4}, {2, 3}, {10, 3, 2, 3}, {5, 2}, {1, 2}};

  private LineChart() {}

  /**
   * Returns the chart as the encoder writes it: an XML document with the stand-in colours of {@link
   * Ink}.
   *
   * @param powers whether the way up is logarithmic; what is not above 0 leaves a gap then
   */
  static String draw(List<Curve> curves, boolean powers, int width, int height) {
    if (System.getProperty("java.awt.headless") == null) {
      // Drawing must not look for a screen: DISPLAY may be set where no one listens.
      System.setProperty("java.awt.headless", "true");
    }
    XYChart chart = new XYChartBuilder().width(width).height(height).build();
    style(chart.getStyler(), curves);
    if (powers) {
      // The library's own logarithmic axis keeps even labels where they are formatted by a
      // function.
      chart.getStyler().setyAxisTickLabelsFormattingFunction(Figures::power);
    }
    float pen = curves.size() > MOST_THICK_LINES ? 1.2f : 2;
    for (int i = 0; i < curves.size(); i++) {
      add(chart, powers ? curves.get(i).powers() : curves.get(i), i, pen);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException("a chart could not be encoded", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void add(XYChart chart, Curve curve, int index, float pen) {
    List<Double> y = curve.y().stream().map(v -> Double.isFinite(v) ? v : Double.NaN).toList();
    XYSeries series = chart.addSeries(index + " " + curve.label(), curve.x(), y);
    boolean marked = curve.x().size() <= MOST_MARKED_POINTS;
    series.setMarker(marked ? MARKERS[curve.look() % MARKERS.length] : SeriesMarkers.NONE);
    series.setMarkerColor(curve.ink().standIn());
    series.setLineColor(curve.ink().standIn());
    series.setLineStyle(stroke(pen, dashes(curve.look())));
  }

  /** Lengths drawn and skipped in turn, in pixels; empty for a solid line. */
  static float[] dashes(int look) {
    return DASHES[look % DASHES.length].clone();
  }

  private static BasicStroke stroke(float pen, float[] dash) {
    return dash.length == 0
        ? new BasicStroke(pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(pen, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  private static void style(XYStyler style, List<Curve> curves) {
    style.setChartBackgroundColor(CLEAR);
    style.setPlotBackgroundColor(CLEAR);
    style.setPlotBorderVisible(false);
    style.setLegendVisible(false);
    style.setChartTitleVisible(false);
    style.setAxisTitlesVisible(false);
    style.setChartPadding(2);
    style.setPlotMargin(0);
    style.setPlotContentSize(0.97);
    style.setMarkerSize(6);
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setAxisTickLabelsColor(Ink.TEXT.standIn());
    style.setAxisTickMarksColor(Ink.GRID.standIn());
    style.setAxisTickMarkLength(0);
    style.setAxisTicksLineVisible(false);
    style.setPlotGridVerticalLinesVisible(false);
    style.setPlotGridLinesColor(Ink.GRID.standIn());
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setYAxisTickMarkSpacingHint(44);
    style.setyAxisTickLabelsFormattingFunction(Figures::tick);
    labelWholeNumbers(style, curves);
  }

  /**
   * Labels at round numbers.
   *
   * <p>Half a step of margin makes the chart place its labels by the scale; between evenly spaced
   * ends it would label every point or every third.
   */
  private static void labelWholeNumbers(XYStyler style, List<Curve> curves) {
    double first = curves.stream().mapToDouble(curve -> curve.x().get(0)).min().orElse(0);
    double last = curves.stream().mapToDouble(c -> c.x().get(c.x().size() - 1)).max().orElse(first);
    style.setXAxisMin(first - 0.5);
    style.setXAxisMax(last + 0.5);
    style.setXAxisTickMarkSpacingHint(PIXELS_PER_LABEL);
    style.setXAxisDecimalPattern("#,##0");
  }
}
