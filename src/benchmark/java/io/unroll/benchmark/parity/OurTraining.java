package io.unroll.benchmark.parity;

import io.unroll.config.Settings;
import io.unroll.corpus.example.Split;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkScorer;
import io.unroll.network.Parameters;
import io.unroll.network.RecurrentState;
import io.unroll.network.Scores;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.ShardReader;
import io.unroll.training.AveragingTrainer;
import io.unroll.training.CheckpointStore;
import io.unroll.training.EpochSummary;
import io.unroll.training.StopMetric;
import io.unroll.training.TrainingProgress;
import io.unroll.training.TrainingStep;
import io.unroll.training.WorkerBatches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** This project's training of shards, by its trainer with one worker. */
record OurTraining(
    SparkSession spark, ShardReader shards, Settings settings, NetworkBlueprint blueprint) {

  static OurTraining of(SparkSession spark, ShardReader shards, Settings settings) {
    NetworkBlueprint blueprint =
        NetworkBlueprint.of(settings, shards.manifest().input(), shards.manifest().target());
    return new OurTraining(spark, shards, settings, blueprint);
  }

  /** A network with its initial parameters, bound to this thread. */
  ComputationGraph network() {
    NativeThreads.bind(settings.backend().threads());
    ComputationGraph network = new ComputationGraph(blueprint.configuration());
    network.init();
    return network;
  }

  /** The validation split in the order of the shards. */
  List<SequenceBatch> heldOut() {
    return shards.batches(spark, Split.VALID).collect().stream()
        .sorted(SequenceBatch.SHARD_ORDER)
        .toList();
  }

  /** The one worker's batches. */
  WorkerBatches training() {
    return WorkerBatches.deal(shards.batches(spark, Split.TRAIN), 1, blueprint.carriesState())
        .first();
  }

  /** The batches of an epoch, from 1, in the order in which the trainer takes them. */
  List<SequenceBatch> inEpoch(WorkerBatches training, int epoch) {
    WorkerBatches.Order order =
        blueprint.carriesState() ? WorkerBatches.Order.LANES : WorkerBatches.Order.SHUFFLED;
    return training.inEpoch(epoch, settings.seed(), order);
  }

  /** Summed losses of these batches, each before the step on it, from the initial parameters. */
  List<Double> steps(List<SequenceBatch> batches) {
    ComputationGraph network = network();
    TrainingStep step = new TrainingStep(blueprint, network, settings.training().clipNorm());
    RecurrentState state = RecurrentState.zero();
    List<Double> nats = new ArrayList<>();
    for (SequenceBatch batch : batches) {
      if (blueprint.carriesState()) {
        (batch.position() == 0 ? RecurrentState.zero() : state).applyTo(network);
      }
      nats.add(step.take(batch, nats.size(), 1.0).nats());
      state = blueprint.carriesState() ? RecurrentState.of(network) : state;
    }
    return nats;
  }

  /** Mean loss of a target under the initial parameters. */
  double score(List<SequenceBatch> batches) {
    NetworkScorer scorer = new NetworkScorer(blueprint, network());
    Scores total = Scores.NONE;
    for (SequenceBatch batch : batches) {
      total = total.plus(scorer.score(batch));
    }
    return total.natsPerToken();
  }

  /**
   * Trains all epochs.
   *
   * @param checkpoints a folder that is not there yet
   */
  List<EpochSummary> train(Path checkpoints, TrainingProgress progress) throws IOException {
    return new AveragingTrainer(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            settings,
            blueprint,
            new CheckpointStore(checkpoints, new Configuration(), "parity"),
            progress,
            StopMetric.LOSS,
            () -> false)
        .train(
            shards.batches(spark, Split.TRAIN),
            shards.batches(spark, Split.VALID),
            Optional.of(Parameters.of(network())))
        .epochs();
  }
}
