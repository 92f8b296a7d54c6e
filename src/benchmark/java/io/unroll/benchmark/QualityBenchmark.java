package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.corpus.example.Split;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkScorer;
import io.unroll.network.Parameters;
import io.unroll.network.Scores;
import io.unroll.shards.Preparation;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.ShardReader;
import io.unroll.training.AveragingTrainer;
import io.unroll.training.CheckpointStore;
import io.unroll.training.StopMetric;
import io.unroll.training.TrainingOutcome;
import io.unroll.training.TrainingProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code quality}: what fewer averages, more workers and outer rules do to the loss. */
@Command(
    name = "quality",
    description = {
      "Trains the same small character model on the same tokens with every combination of workers"
          + " K, batches between averages H and outer rule, and prints the loss on the last tenth"
          + " of the text."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Benchmarks.Version.class,
    footer = {"", "Example:", "  src/benchmark/run quality --text text.txt --json quality.json"})
public final class QualityBenchmark implements Callable<Integer> {
  @Option(names = "--text", paramLabel = "FILE", required = true, description = "a UTF-8 text")
  private @Nullable Path text;

  @Option(names = "--workers", split = ",", defaultValue = "1,2,4,8", description = "K")
  private List<Integer> workers = List.of();

  @Option(names = "--every", split = ",", defaultValue = "1,5,20,50", description = "H")
  private List<Integer> every = List.of();

  @Option(names = "--outer", split = ",", defaultValue = "average,bmuf,nesterov")
  private List<String> outer = List.of();

  @Option(names = "--hidden", defaultValue = "128", description = "(${DEFAULT-VALUE})")
  private int hidden;

  @Option(names = "--epochs", defaultValue = "3", description = "(${DEFAULT-VALUE})")
  private int epochs;

  @Option(names = "--set", description = "more settings, such as training.learningRate=0.004")
  private List<String> more = List.of();

  @Option(names = "--threads", defaultValue = "2", description = "of Spark (${DEFAULT-VALUE})")
  private int threads;

  @Mixin private BenchmarkJson json = new BenchmarkJson();

  @Spec private @Nullable CommandSpec command;

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("unroll-quality");
    List<ObjectNode> rows = new ArrayList<>();
    try (SparkSession session = EmbeddedSpark.start(threads)) {
      org.apache.hadoop.fs.Path shards =
          new org.apache.hadoop.fs.Path(folder.resolve("shards").toUri());
      Preparation.prepare(session, settings(List.of()), shards, false);
      ShardReader reader = ShardReader.open(shards, new Configuration());
      heading();
      for (String rule : outer) {
        for (int k : workers) {
          for (int h : every) {
            rows.add(measure(session, reader, folder, rule, k, h));
          }
          out().println();
        }
      }
    }
    json.write("quality", threads, rows);
    return 0;
  }

  private Settings settings(List<String> overrides) {
    List<String> all = new ArrayList<>(more);
    all.addAll(overrides);
    return SettingsLoader.parse(
        """
        name = quality
        corpus { type = text, path = "%s", shares { train = 0.9, valid = 0.02, test = 0.08 } }
        shards { batchSize = 8, windowLength = 64, laneGroups = 8 }
        model { type = language-model, hidden = %d, embedding = 32 }
        training { clipNorm = 1.0, stopping.patience = 1000, stopping.keep = last, checkpoints.minutes = 1000 }
        """
            .formatted(Objects.requireNonNull(text).toAbsolutePath(), hidden),
        "quality",
        all);
  }

  private ObjectNode measure(
      SparkSession session, ShardReader shards, Path folder, String rule, int k, int h)
      throws IOException {
    Settings settings =
        settings(
            List.of(
                "training.averaging.outer=" + rule,
                "training.workers=" + k,
                "training.averaging.every=" + h,
                "training.epochs=" + epochs));
    int vocabulary = shards.codec(settings.tokens()).vocabulary().size();
    NetworkBlueprint blueprint = NetworkBlueprint.ofTokens(settings, vocabulary, vocabulary);
    Path checkpoints = folder.resolve("%s-%d-%d".formatted(rule, k, h));
    long started = System.nanoTime();
    TrainingOutcome outcome =
        new AveragingTrainer(
                JavaSparkContext.fromSparkContext(session.sparkContext()),
                settings,
                blueprint,
                new CheckpointStore(
                    new org.apache.hadoop.fs.Path(checkpoints.toUri()),
                    new Configuration(),
                    "quality"),
                new TrainingProgress() {},
                StopMetric.LOSS,
                () -> false)
            .train(shards.batches(session, Split.TRAIN), shards.batches(session, Split.VALID));
    double seconds = (System.nanoTime() - started) / 1e9;
    ObjectNode row =
        JsonNodeFactory.instance
            .objectNode()
            .put("configuration", "%s K=%d H=%d".formatted(rule, k, h))
            .put("outer", rule)
            .put("workers", k)
            .put("averageEvery", h)
            .put("tokens", outcome.tokens())
            .put("rounds", outcome.rounds())
            .put(
                "testNats",
                testNats(blueprint, outcome, shards.batches(session, Split.TEST).collect()))
            .put("seconds", seconds);
    say(row);
    return row;
  }

  private static double testNats(
      NetworkBlueprint blueprint, TrainingOutcome outcome, List<SequenceBatch> test) {
    ComputationGraph network = new ComputationGraph(blueprint.configuration());
    network.init();
    Parameters.apply(network, outcome.parameters());
    NetworkScorer scorer = new NetworkScorer(blueprint, network);
    Scores total = Scores.NONE;
    for (SequenceBatch batch : test.stream().sorted(SequenceBatch.SHARD_ORDER).toList()) {
      total = total.plus(scorer.score(batch));
    }
    return total.natsPerToken();
  }

  private void heading() {
    out()
        .printf(
            "%-9s %3s %4s %9s %7s %9s %8s%n",
            "outer", "K", "H", "tokens", "rounds", "test nats", "seconds");
    out().flush();
  }

  private void say(ObjectNode row) {
    out()
        .printf(
            Locale.ROOT,
            "%-9s %3d %4d %9d %7d %9.4f %8.1f%n",
            row.get("outer").asText(),
            row.get("workers").asInt(),
            row.get("averageEvery").asInt(),
            row.get("tokens").asLong(),
            row.get("rounds").asInt(),
            row.get("testNats").asDouble(),
            row.get("seconds").asDouble());
    out().flush();
  }

  private PrintWriter out() {
    return Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
  }
}
