package io.unroll.evaluation;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.config.StoppingSettings;
import io.unroll.evaluation.measure.Measurement;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.SequenceBatch;
import io.unroll.training.StopMetric;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/**
 * Metrics that {@code training.stopping.metric} can name: loss, accuracy, or any metric of the
 * model's report.
 */
public final class StopMetrics {
  /** Labels of which a report has every metric that labels can have. */
  private static final List<String> TAGS = List.of("O", "B-TAG");

  private StopMetrics() {}

  /**
   * Refuses a name that no report of such a model has, before its labels are known.
   *
   * @throws InvalidInput if there is no such metric
   */
  public static void check(Settings settings, NetworkBlueprint blueprint) {
    if (StopMetric.builtIn(settings.training().stopping()).isEmpty()) {
      named(settings, AnswerKind.of(settings, blueprint.target(), TAGS).ofNothing());
    }
  }

  /**
   * Returns the metric of these settings, measured on the validation split.
   *
   * @throws InvalidInput if the model's report has no such metric
   */
  public static StopMetric of(
      Settings settings, Evaluator evaluator, JavaRDD<SequenceBatch> valid) {
    Optional<StopMetric> builtIn = StopMetric.builtIn(settings.training().stopping());
    if (builtIn.isPresent()) {
      return builtIn.get();
    }
    Measurement metric = named(settings, evaluator.nothingMeasured());
    return new StopMetric(
        metric.name(),
        metric.higherIsBetter(),
        Optional.of(
            parameters ->
                evaluator.measure(parameters, valid, "valid").stream()
                    .filter(measured -> measured.name().equals(metric.name()))
                    .mapToDouble(Measurement::value)
                    .findFirst()
                    .orElse(Double.NaN)));
  }

  private static Measurement named(Settings settings, List<Measurement> all) {
    String name = settings.training().stopping().metric();
    return all.stream()
        .filter(metric -> metric.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInput(problem(name, all)));
  }

  private static String problem(String name, List<Measurement> all) {
    List<String> known =
        Stream.concat(
                Stream.of(StoppingSettings.NATS, StoppingSettings.ACCURACY),
                all.stream().map(Measurement::name))
            .distinct()
            .toList();
    return "training.stopping.metric: must be a metric of this model, one of %s; got %s"
        .formatted(String.join(", ", known), name);
  }
}
