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
 * @param gates what a model had to hold to be promoted; none where that was not asked
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
    Provenance provenance,
    List<Condition> gates) {

  /** A condition of a promotion: its name, whether it holds, and what was found. */
  public record Condition(String name, boolean passed, String text) {}

  /** Copies, so that the report cannot change while it is written. */
  public RunReport {
    metrics = Ordered.copyOf(metrics);
    baselines = Ordered.copyOf(baselines);
    samples = List.copyOf(samples);
    gates = List.copyOf(gates);
  }

  /** A run that was not to be promoted. */
  public RunReport(
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
    this(
        name,
        status,
        task,
        metrics,
        baselines,
        analysis,
        training,
        samples,
        data,
        provenance,
        List.of());
  }

  /** Returns the name of the metric the run is judged by; empty when nothing was measured. */
  public Optional<String> headline() {
    return metrics.keySet().stream().findFirst();
  }
}
