package io.unroll.averaging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unroll.config.AveragingSettings.Outer;
import io.unroll.config.OuterSettings;
import io.unroll.files.Json;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.api.TrainingResult;
import org.deeplearning4j.spark.api.TrainingWorker;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Our averaging rounds in the place of {@code ParameterAveragingTrainingMaster}, for any program on
 * {@link SparkComputationGraph}.
 *
 * <p>Batch i of the RDD goes to worker i mod workers; every element is one batch, as it is, and is
 * trained on exactly once a fit, by Deeplearning4j's own step. Parameters and optimiser state are
 * averaged, weighted by the unmasked target time steps each worker saw, in worker order: the result
 * depends on the order of the RDD alone, not on partitions, threads or executors. The outer rule's
 * state goes on from one fit to the next, so a master serves one graph.
 *
 * <p>No statistics, so no time server is asked. Listeners and hooks run on the executors. Where a
 * fit fails, with {@link ModelLost} or otherwise, the graph is what it was before.
 */
public final class AveragingTrainingMaster
    implements TrainingMaster<TrainingResult, TrainingWorker<TrainingResult>> {
  private final OuterSettings rule;
  private final int workers;
  private final int averageEvery;
  private final int threads;
  private final List<TrainingHook> hooks = new ArrayList<>();
  private List<TrainingListener> listeners = List.of();
  private float[] outerState = new float[0];

  private AveragingTrainingMaster(OuterSettings rule, Builder builder) {
    this.rule = rule;
    this.workers = builder.workers;
    this.averageEvery = builder.averageEvery;
    this.threads = builder.threads;
  }

  /**
   * Returns a master of this many workers that averages every 16 batches and takes the plain
   * average.
   */
  public static Builder workers(int workers) {
    return new Builder(workers);
  }

  /** Settings of a master. */
  public static final class Builder {
    private final int workers;
    private int averageEvery = 16;
    private int threads = 1;
    private Outer outer = Outer.AVERAGE;
    private Optional<Double> rate = Optional.empty();
    private Optional<Double> momentum = Optional.empty();

    private Builder(int workers) {
      this.workers = workers;
    }

    /** Batches each worker trains between two averagings. */
    public Builder averageEvery(int batches) {
      averageEvery = batches;
      return this;
    }

    /** Chooses the outer rule, with its default rate and momentum. */
    public Builder outer(Outer rule) {
      outer = rule;
      return this;
    }

    /** Chooses the outer rule, with this share of the step and this share of the step before. */
    public Builder outer(Outer rule, double outerRate, double outerMomentum) {
      rate = Optional.of(outerRate);
      momentum = Optional.of(outerMomentum);
      return outer(rule);
    }

    /** Native threads of each worker; 1 if not said. */
    public Builder threads(int count) {
      threads = count;
      return this;
    }

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public AveragingTrainingMaster build() {
      if (workers < 1 || averageEvery < 1) {
        throw new IllegalArgumentException(
            "workers and averageEvery must be at least 1, got %s and %s"
                .formatted(workers, averageEvery));
      }
      return new AveragingTrainingMaster(new OuterSettings(outer, rate, momentum, false), this);
    }
  }

  @Override
  public void executeTrainingMDS(SparkComputationGraph graph, JavaRDD<MultiDataSet> data) {
    GraphRounds rounds =
        new GraphRounds(
            OuterRule.of(rule, workers),
            workers,
            averageEvery,
            threads,
            List.copyOf(hooks),
            listeners);
    outerState = rounds.pass(graph, data, outerState);
  }

  @Override
  public void executeTraining(SparkComputationGraph graph, JavaRDD<DataSet> data) {
    executeTrainingMDS(graph, data.map(DataSet::toMultiDataSet));
  }

  /** Not there. */
  @Override
  public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> data) {
    throw layersInstead();
  }

  /** Not there. */
  @Override
  public void executeTrainingPaths(
      SparkDl4jMultiLayer network,
      SparkComputationGraph graph,
      JavaRDD<String> paths,
      DataSetLoader loader,
      MultiDataSetLoader multiLoader) {
    throw new UnsupportedOperationException(
        "no training on paths: load them, paths.map(...), and call fit or fitMultiDataSet");
  }

  /** Not there: a round is more than what a worker does to one batch. */
  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkDl4jMultiLayer network) {
    throw layersInstead();
  }

  /** Not there: a round is more than what a worker does to one batch. */
  @Override
  public TrainingWorker<TrainingResult> getWorkerInstance(SparkComputationGraph graph) {
    throw new UnsupportedOperationException(
        "no worker to take out: call fit or fitMultiDataSet of the SparkComputationGraph");
  }

  private static UnsupportedOperationException layersInstead() {
    return new UnsupportedOperationException(
        "no training of a SparkDl4jMultiLayer: turn the network into a graph,"
            + " network.toComputationGraph(), and train a SparkComputationGraph");
  }

  @Override
  public void addHook(TrainingHook hook) {
    hooks.add(hook);
  }

  @Override
  public void removeHook(TrainingHook hook) {
    hooks.remove(hook);
  }

  /**
   * @throws IllegalArgumentException if one cannot travel to the executors
   */
  @Override
  public void setListeners(@Nullable Collection<TrainingListener> all) {
    List<TrainingListener> given = all == null ? List.of() : List.copyOf(all);
    for (TrainingListener listener : given) {
      if (!(listener instanceof Serializable)) {
        throw new IllegalArgumentException(
            "listeners run on executors and must be Serializable, found "
                + listener.getClass().getName());
      }
    }
    listeners = given;
  }

  @Override
  public void setListeners(
      @Nullable StatsStorageRouter router, @Nullable Collection<TrainingListener> all) {
    if (router != null) {
      throw new UnsupportedOperationException(
          "no storage of statistics: call setListeners(listeners) without a router");
    }
    setListeners(all);
  }

  @Override
  public void setCollectTrainingStats(boolean collect) {
    if (collect) {
      throw new UnsupportedOperationException(
          "no statistics of our own: see Spark's event log, whose jobs carry the batches' numbers");
    }
  }

  @Override
  public boolean getIsCollectTrainingStats() {
    return false;
  }

  /** Nothing: none are collected. */
  @Override
  public @Nullable SparkTrainingStats getTrainingStats() {
    return null;
  }

  /** Does nothing: no files are written. */
  @Override
  public boolean deleteTempFiles(JavaSparkContext spark) {
    return true;
  }

  /** Does nothing: no files are written. */
  @Override
  public boolean deleteTempFiles(SparkContext spark) {
    return true;
  }

  @Override
  public String toJson() {
    ObjectNode json = Json.PLAIN.createObjectNode();
    json.put("workers", workers);
    json.put("averageEvery", averageEvery);
    json.put("outer", rule.outer().name());
    rule.outerRate().ifPresent(rate -> json.put("outerRate", rate));
    rule.outerMomentum().ifPresent(momentum -> json.put("outerMomentum", momentum));
    json.put("threads", threads);
    return json.toPrettyString();
  }

  /** Returns the master as JSON, which is YAML too. */
  @Override
  public String toYaml() {
    return toJson();
  }
}
