package io.unroll.runs;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.unroll.training.EpochSummary;
import io.unroll.training.RoundSummary;
import io.unroll.training.TrainingProgress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;

/**
 * Progress of training in Spark's metrics of the driver: {@code unroll.training.*} in all sinks of
 * the cluster.
 *
 * <p>Every value is the last round's, or the last epoch's; NaN before the first.
 */
final class TrainingMetrics implements Source, TrainingProgress, AutoCloseable {
  static final String NAME = "unroll.training";

  private final MetricRegistry registry = new MetricRegistry();
  private final Map<String, Double> values = new ConcurrentHashMap<>();

  TrainingMetrics() {
    for (String name :
        new String[] {
          "epoch",
          "round",
          "iteration",
          "nats",
          "validNats",
          "tokens",
          "tokensPerSecond",
          "skippedSteps",
          "gradientNorm",
          "roundSeconds",
          "fitSeconds",
          "bytesIn",
          "bytesOut"
        }) {
      registry.register(name, (Gauge<Double>) () -> values.getOrDefault(name, Double.NaN));
    }
    SparkEnv.get().metricsSystem().registerSource(this);
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  @Override
  public void epochStarted(int epoch, int epochs, int rounds) {
    values.put("epoch", (double) epoch);
  }

  @Override
  public void roundFinished(RoundSummary round) {
    values.put("round", (double) round.round());
    values.put("iteration", (double) round.iteration());
    values.put("nats", round.nats());
    values.merge("tokens", (double) round.tokens(), Double::sum);
    values.put("tokensPerSecond", round.tokensPerSecond());
    values.merge("skippedSteps", (double) round.skipped().size(), Double::sum);
    values.put("gradientNorm", round.largestGradientNorm());
    values.put("roundSeconds", round.cost().seconds());
    values.put("fitSeconds", round.cost().fitSeconds());
    values.put("bytesIn", (double) round.cost().bytesIn());
    values.put("bytesOut", (double) round.cost().bytesOut());
  }

  @Override
  public void epochFinished(EpochSummary summary, boolean best) {
    values.put("validNats", summary.validNats());
  }

  @Override
  public void close() {
    SparkEnv.get().metricsSystem().removeSource(this);
  }
}
