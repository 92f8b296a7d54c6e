package io.unroll.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {

  @Test
  void method_ofItsOwnName_concernsTheHeadline() {
    List<String> methods =
        Baseline.of(ExampleReports.addition(), "exactMatch").stream()
            .map(Baseline::method)
            .toList();
    assertEquals(List.of("copy", "most frequent answer"), methods);
  }

  @Test
  void baseline_namedAsAMetric_concernsThatMetric() {
    List<Baseline> baselines = Baseline.of(ExampleReports.addition(), "nats");
    assertEquals(1, baselines.size());
    assertEquals("better than", baselines.get(0).verdict());
  }

  @Test
  void metric_withoutBaseline_hasNone() {
    assertEquals(List.of(), Baseline.of(ExampleReports.addition(), "accuracy"));
  }

  @Test
  void metric_notANumber_beatsNothing() {
    assertFalse(new Metric(Double.NaN, "", true).beats(0));
    assertFalse(new Metric(1, "", false).beats(Double.NaN));
  }
}
