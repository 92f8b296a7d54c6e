package io.unroll.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;

/** Gates over a sentence as SVG: a row for each unit, the darker the wider open. */
public final class GatesChart {
  private static final int ROW = 14;
  private static final int COLUMN = 26;
  private static final int MARGIN = 180;

  private GatesChart() {}

  /**
   * Returns an SVG document of the units that move most.
   *
   * @param tokens what was read, [T]
   * @param gates values [T][H] by the gate's name
   * @param units rows of each gate
   */
  public static byte[] svg(List<String> tokens, Map<String, float[][]> gates, int units) {
    System.setProperty("java.awt.headless", "true");
    List<String> columns =
        IntStream.range(0, tokens.size())
            .mapToObj(step -> (step + 1) + " " + VisibleText.onOneLine(tokens.get(step)))
            .toList();
    List<String> rows = new ArrayList<>();
    List<Number[]> cells = new ArrayList<>();
    gates.forEach(
        (name, values) -> {
          for (int unit : liveliest(values, units)) {
            for (int step = 0; step < values.length; step++) {
              cells.add(new Number[] {step, rows.size(), values[step][unit]});
            }
            rows.add(name + " " + unit);
          }
        });
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(MARGIN + COLUMN * columns.size())
            .height(MARGIN + ROW * rows.size())
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0x1b, 0x4f, 0x9c)});
    chart.getStyler().setMin(0).setMax(1);
    chart.getStyler().setXAxisLabelRotation(90);
    chart.getStyler().setLegendVisible(false);
    chart.addSeries("gates", columns, rows, cells);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException("the chart could not be encoded", e);
    }
    return out.toByteArray();
  }

  /** Returns the units whose values differ most over the steps, in their order. */
  private static int[] liveliest(float[][] values_TH, int count) {
    int hidden = values_TH[0].length;
    return IntStream.range(0, hidden)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer unit) -> -range(values_TH, unit)))
        .limit(count)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private static double range(float[][] values_TH, int unit) {
    double least = 1;
    double most = 0;
    for (float[] step : values_TH) {
      least = Math.min(least, step[unit]);
      most = Math.max(most, step[unit]);
    }
    return most - least;
  }
}
