package io.unroll.averaging;

import io.unroll.config.AveragingSettings.Reduction;
import io.unroll.config.InvalidInput;
import io.unroll.network.Parameters;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass of a graph over its data, in rounds; where it fails, the graph is what it was.
 *
 * @param averageEvery batches each worker trains in a round
 * @param threads native threads of each worker
 */
record GraphRounds(
    OuterRule rule,
    int workers,
    int averageEvery,
    int threads,
    List<TrainingHook> hooks,
    List<TrainingListener> listeners) {
  private static final Logger LOG = LoggerFactory.getLogger(GraphRounds.class);

  /**
   * Trains on every batch once and puts parameters, optimiser state, steps and score into the
   * graph.
   *
   * @param outerState of the pass before; one of another length is reset
   * @return the outer rule's state for the next pass
   * @throws InvalidInput if there is no batch
   */
  float[] pass(SparkComputationGraph graph, JavaRDD<MultiDataSet> data, float[] outerState) {
    WholeModel start = start(graph.getNetwork(), outerState);
    JavaSparkContext spark = graph.getSparkContext();
    JavaRDD<DealtBatches> dealt = DealtBatches.deal(data, workers).setName("training batches");
    Broadcast<WholeModel> whole = spark.broadcast(start);
    try {
      int most = mostBatches(spark, dealt);
      try (AveragingRounds<DealtBatches> rounds =
          AveragingRounds.begin(
              spark,
              dealt,
              rule,
              Reduction.AUTO,
              start.model().parameters().length,
              start.model().optimiserState().length,
              new WholeModel.Source(whole))) {
        trained(graph, rounds, most);
        WholeModel end = start.of(rounds.slots(), rounds.slices());
        Parameters.apply(graph.getNetwork(), end.model().parameters());
        Parameters.applyOptimiserState(graph.getNetwork(), end.model().optimiserState());
        return end.outerState();
      }
    } finally {
      spark.setJobDescription(null);
      dealt.unpersist(false);
      whole.destroy();
    }
  }

  private WholeModel start(ComputationGraph network, float[] outerState) {
    DataType type = network.params().dataType();
    if (type != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "the graph's parameters must be FLOAT, found "
              + type
              + "; build it with dataType(DataType.FLOAT)");
    }
    float[] parameters = Parameters.of(network);
    int outer = rule.stateArrays() * parameters.length;
    return new WholeModel(
        new ModelState(parameters, Parameters.optimiserStateOf(network)),
        outerState.length == outer ? outerState : new float[outer]);
  }

  private int mostBatches(JavaSparkContext spark, JavaRDD<DealtBatches> dealt) {
    spark.setJobDescription("deal training batches to workers");
    List<Integer> counts = dealt.map(DealtBatches::count).collect();
    int most = Collections.max(counts);
    if (most == 0) {
      throw new InvalidInput("training data: must hold at least one batch, found none");
    }
    if (counts.contains(0)) {
      LOG.warn("workers without any batch; batches of each: {}", counts);
    }
    return most;
  }

  private void trained(
      SparkComputationGraph graph, AveragingRounds<DealtBatches> rounds, int most) {
    int iteration = graph.getNetwork().getIterationCount();
    double score = 0;
    for (int from = 0; from < most; from += averageEvery) {
      GraphTraining training =
          new GraphTraining(
              graph.getNetwork().getConfiguration(),
              hooks,
              listeners,
              threads,
              from,
              Math.min(most, from + averageEvery),
              iteration);
      String name = "train batches %s to %s of %s".formatted(from + 1, training.to(), most);
      List<WorkerReport> reports = rounds.round(training, name).workers();
      score = score(reports, name);
      iteration += reports.stream().mapToInt(WorkerReport::steps).max().orElseThrow();
    }
    graph.setScore(score);
    graph.getNetwork().getConfiguration().setIterationCount(iteration);
  }

  private static double score(List<WorkerReport> reports, String round) {
    double score =
        reports.stream().mapToDouble(WorkerReport::nats).sum()
            / Math.max(1, reports.stream().mapToLong(WorkerReport::tokens).sum());
    if (!Double.isFinite(score)) {
      throw new ArithmeticException(
          round + ": the score must be finite, found " + score + "; lower the learning rate");
    }
    return score;
  }
}
