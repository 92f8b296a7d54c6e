package io.unroll.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.averaging.RoundCost;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.training.RoundSummary;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.sink.PrometheusServlet;
import org.junit.jupiter.api.Test;

class TrainingMetricsIT {

  @Test
  void rounds_whileTraining_showInSparksMetricsAndPrometheus() {
    EmbeddedSpark.with(
        1,
        session -> {
          try (TrainingMetrics metrics = new TrainingMetrics()) {
            metrics.epochStarted(2, 3, 4);
            metrics.roundFinished(round());
            metrics.roundFinished(round());
            assertEquals(1, registered());
            Properties properties = new Properties();
            properties.setProperty("path", "/metrics/prometheus");
            String shown =
                new PrometheusServlet(properties, metrics.metricRegistry())
                    .getMetricsSnapshot(null);
            assertThat(shown).contains("metrics_nats_Value{type=\"gauges\"} 2.5\n");
            assertThat(shown).contains("metrics_tokens_Value{type=\"gauges\"} 200.0\n");
          }
          assertEquals(0, registered());
          return null;
        });
  }

  private static int registered() {
    return SparkEnv.get().metricsSystem().getSourcesByName(TrainingMetrics.NAME).size();
  }

  private static RoundSummary round() {
    return new RoundSummary(
        2,
        1,
        7,
        2.5,
        100,
        List.of(2.5),
        List.of(),
        1,
        new TreeMap<>(),
        new RoundCost(2, 1.5, 0.1, 0.2, 12, 13));
  }
}
