package io.unroll.training;

import io.unroll.config.AveragingSettings.UpdaterState;
import io.unroll.config.Settings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.shards.SequenceBatch;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** A model that the stock master moves, one epoch a call. */
final class StockFit implements AutoCloseable {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final StockConfiguration configuration;
  private final JavaRDD<MultiDataSet> batches;
  private final StepAccumulator steps = new StepAccumulator();
  private float[] parameters;
  private float[] optimiserState;

  StockFit(
      JavaSparkContext spark,
      Settings settings,
      NetworkBlueprint blueprint,
      JavaRDD<SequenceBatch> train,
      SplitSize size) {
    this.spark = spark;
    this.settings = settings;
    configuration = new StockConfiguration(blueprint, settings.training(), size.tokensPerRow());
    batches = train.map(blueprint::tensors);
    ComputationGraph network = blueprint.build();
    parameters = Parameters.of(network);
    optimiserState = Parameters.optimiserStateOf(network);
    spark.sc().register(steps, "steps");
  }

  void goOnFrom(float[] savedParameters, float[] savedOptimiserState) {
    parameters = savedParameters;
    optimiserState = savedOptimiserState;
  }

  void startFrom(float[] known) {
    parameters = known;
  }

  float[] parameters() {
    return parameters;
  }

  float[] optimiserState() {
    return optimiserState;
  }

  /** Returns the sums over the last epoch's steps. */
  StepCount steps() {
    return steps.value();
  }

  /**
   * @param iteration optimiser steps before
   * @return optimiser steps so far
   */
  int epoch(int epoch, double rateFactor, int iteration) {
    steps.reset();
    ComputationGraph network = new ComputationGraph(configuration.at(rateFactor));
    network.init();
    network.getConfiguration().setIterationCount(iteration);
    Parameters.apply(network, parameters);
    Parameters.applyOptimiserState(network, optimiserState);
    spark.setJobDescription("train epoch " + epoch + " under the stock master");
    SparkComputationGraph graph = new SparkComputationGraph(spark, network, master(epoch));
    graph.fitMultiDataSet(batches);
    parameters = Parameters.of(graph.getNetwork());
    optimiserState = Parameters.optimiserStateOf(graph.getNetwork());
    return graph.getNetwork().getConfiguration().getIterationCount();
  }

  private ParameterAveragingTrainingMaster master(int epoch) {
    int rows = settings.shards().batchSize();
    return new ParameterAveragingTrainingMaster.Builder(settings.training().workers(), rows)
        .batchSizePerWorker(rows)
        .averagingFrequency(settings.training().averaging().every())
        .saveUpdater(settings.training().averaging().updaterState() == UpdaterState.AVERAGE)
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        .rngSeed(settings.seed() * 31 + epoch)
        .trainingHooks(new StepCounter(steps, settings.backend().threads()))
        .collectTrainingStats(false)
        .build();
  }

  @Override
  public void close() {
    // The master caches what it is given, and leaves it so.
    batches.unpersist(false);
  }
}
