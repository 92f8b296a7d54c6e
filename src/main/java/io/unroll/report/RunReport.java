package io.unroll.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a reader needs to judge one run and to do it again.
 *
 * @param name the experiment
 * @param status the verdict in one word, such as {@code done} or {@code failed}
 * @param task one line: what was run
 * @param metrics by name, in the order to show them; the first is the headline
 * @param baselines by name: under a metric's name, the value that metric has to beat; under any
 *     other name, that method's value of the headline metric
 * @param analysis where the model is right and where it is wrong
 * @param training absent when a finished model was only evaluated
 * @param samples in the order to show them
 */
public record RunReport(
    String name,
    String status,
    String task,
    Map<String, Metric> metrics,
    Map<String, Double> baselines,
    Analysis analysis,
    Optional<TrainingSummary> training,
    List<Sample> samples,
    DataSummary data,
    Provenance provenance) {

  /** Copies, so that the report cannot change while it is written. */
  public RunReport {
    metrics = Ordered.copyOf(metrics);
    baselines = Ordered.copyOf(baselines);
    samples = List.copyOf(samples);
  }

  /** The name of the metric the run is judged by; empty when nothing was measured. */
  public Optional<String> headline() {
    return metrics.keySet().stream().findFirst();
  }
}
