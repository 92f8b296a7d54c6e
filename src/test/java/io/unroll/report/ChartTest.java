package io.unroll.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final Chart.Axes AXES = new Chart.Axes("epoch", "nats");

  @Test
  void chart_thatCannotBeDrawn_saysWhy() {
    Curve broken = new Curve("training", 0, List.of(1.0, 2.0), List.of(1.0));
    Chart chart = Chart.of("learning", AXES, "label", List.of(broken), List.of());
    assertEquals(List.of(), chart.drawings());
    assertThat(chart.problem()).startsWith("This chart could not be drawn");
  }

  @Test
  void chart_ofGapsAndExtremes_isDrawn() {
    List<Double> x = numbers(6);
    List<Double> y = List.of(1e300, Double.NaN, Double.POSITIVE_INFINITY, -5.0, 1e-300, Double.NaN);
    assertDrawn(new Curve("training", 0, x, y));
    assertDrawn(new Curve("training", 0, x, Collections.nCopies(6, 0.0)));
    assertDrawn(new Curve("training", 0, x, List.of(1.0, 1e-9, 2e-9, 1.0, 1.0, 1.0)));
  }

  @Test
  void chart_ofManyEpochs_staysSmall() {
    Curve curve = new Curve("training", 0, numbers(2000), numbers(2000));
    Chart chart = assertDrawn(curve);
    assertTrue(chart.drawings().get(0).svg().length() < 150_000);
    assertThat(chart.drawings().get(0).svg()).contains("<polyline");
  }

  private static Chart assertDrawn(Curve curve) {
    Chart chart = Chart.of("learning", AXES, "a <label>", List.of(curve), List.of());
    assertEquals("", chart.problem());
    assertEquals(2, chart.drawings().size());
    for (Chart.Drawing drawing : chart.drawings()) {
      assertThat(drawing.svg()).contains("aria-label=\"a &lt;label&gt;\"");
      assertThat(drawing.svg()).doesNotContain("NaN");
    }
    return chart;
  }

  private static List<Double> numbers(int count) {
    return IntStream.rangeClosed(1, count).asDoubleStream().boxed().toList();
  }
}
