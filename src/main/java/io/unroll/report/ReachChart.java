package io.unroll.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Norms of gradients by distance in time, one line a cell, on a logarithmic scale, as SVG. */
public final class ReachChart {
  private static final double LEAST = 1e-12;

  private ReachChart() {}

  /**
   * Returns an SVG document.
   *
   * @param norms from distance 0, by the name of the cell; smaller ones than 1e-12 are drawn as
   *     that
   */
  public static byte[] svg(Map<String, double[]> norms) {
    System.setProperty("java.awt.headless", "true");
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(420)
            .xAxisTitle("steps back from the error")
            .yAxisTitle("gradient over that at the last step")
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    norms.forEach(
        (cell, values) -> {
          List<Integer> distances = new ArrayList<>();
          List<Double> drawn = new ArrayList<>();
          for (int distance = 0; distance < values.length; distance++) {
            distances.add(distance);
            drawn.add(Math.max(values[distance], LEAST));
          }
          chart.addSeries(cell, distances, drawn).setMarker(SeriesMarkers.NONE);
        });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException("the chart could not be encoded", e);
    }
    return out.toByteArray();
  }
}
