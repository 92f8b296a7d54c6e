package io.unroll.benchmark;

import io.unroll.config.AveragingSettings.Master;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.corpus.example.Split;
import io.unroll.evaluation.Evaluator;
import io.unroll.evaluation.StopMetrics;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkScorer;
import io.unroll.network.Parameters;
import io.unroll.network.Scores;
import io.unroll.runs.BuildInfo;
import io.unroll.shards.Preparation;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.ShardReader;
import io.unroll.shards.SideCodec;
import io.unroll.training.AveragingTrainer;
import io.unroll.training.CheckpointStore;
import io.unroll.training.StockMasterTrainer;
import io.unroll.training.StopMetric;
import io.unroll.training.TrainingOutcome;
import io.unroll.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Training of one row as {@code run} does it, in a Spark that stays open, and scores what it kept.
 */
final class SweepTraining {
  private static final List<String> SHAPING = List.of("seed", "corpus.", "tokens.", "shards.");

  private final SparkSession session;
  private final SweepCorpora corpora;
  private final Path folder;
  private final Set<org.apache.hadoop.fs.Path> prepared = new HashSet<>();
  private int trainings;

  SweepTraining(SparkSession session, SweepCorpora corpora, Path folder) {
    this.session = session;
    this.corpora = corpora;
    this.folder = folder;
  }

  /**
   * The loss of the model that is kept on the validation split, in nats.
   *
   * @throws InvalidInput if the settings are refused
   */
  double loss(SweepBase base, List<String> overrides) throws IOException {
    Settings settings = base.settings(corpora.of(base), overrides);
    org.apache.hadoop.fs.Path shards = hadoop(folder.resolve(shards(base, overrides)));
    if (prepared.add(shards)) {
      Preparation.prepare(session, settings, shards, false);
    }
    ShardReader reader = ShardReader.open(shards, new Configuration());
    SideCodec source = reader.source(settings.tokens());
    SideCodec target = reader.target(settings.tokens());
    NetworkBlueprint model = NetworkBlueprint.of(settings, source.summary(), target.summary());
    JavaRDD<SequenceBatch> valid = reader.batches(session, Split.VALID);
    Evaluator evaluator = new Evaluator(spark(), settings, model, target, BuildInfo.version());
    StopMetric metric = StopMetrics.of(settings, evaluator, valid);
    TrainingOutcome outcome =
        trained(settings, model, metric, reader.batches(session, Split.TRAIN), valid);
    return score(model, outcome, valid.collect());
  }

  private TrainingOutcome trained(
      Settings settings,
      NetworkBlueprint model,
      StopMetric metric,
      JavaRDD<SequenceBatch> train,
      JavaRDD<SequenceBatch> valid)
      throws IOException {
    CheckpointStore checkpoints =
        new CheckpointStore(
            hadoop(folder.resolve("checkpoints-" + trainings++)), new Configuration(), "sweep");
    TrainingProgress silent = new TrainingProgress() {};
    if (settings.training().averaging().master() == Master.DL4J) {
      return new StockMasterTrainer(
              spark(), settings, model, checkpoints, silent, metric, () -> false)
          .train(train, valid);
    }
    return new AveragingTrainer(spark(), settings, model, checkpoints, silent, metric, () -> false)
        .train(train, valid);
  }

  private static double score(
      NetworkBlueprint model, TrainingOutcome outcome, List<SequenceBatch> valid) {
    ComputationGraph network = new ComputationGraph(model.configuration());
    network.init();
    Parameters.apply(network, outcome.parameters());
    NetworkScorer scorer = new NetworkScorer(model, network);
    Scores total = Scores.NONE;
    for (SequenceBatch batch : valid.stream().sorted(SequenceBatch.SHARD_ORDER).toList()) {
      total = total.plus(scorer.score(batch));
    }
    return total.natsPerToken();
  }

  /** Rows of equal shards share them. */
  private static String shards(SweepBase base, List<String> overrides) {
    List<String> shaping =
        overrides.stream().filter(o -> SHAPING.stream().anyMatch(o::startsWith)).toList();
    return base.name() + "-shards-" + Integer.toHexString(shaping.hashCode());
  }

  private JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri());
  }
}
