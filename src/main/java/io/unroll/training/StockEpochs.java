package io.unroll.training;

import io.unroll.averaging.Slot;
import io.unroll.averaging.WorkerState;
import io.unroll.config.AveragingSettings;
import io.unroll.config.AveragingSettings.UpdaterState;
import io.unroll.config.Settings;
import io.unroll.config.StoppingSettings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.Scores;
import io.unroll.shards.SequenceBatch;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Epochs under the stock master: fit, validation, checkpoint. */
final class StockEpochs implements AutoCloseable {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final NetworkBlueprint blueprint;
  private final CheckpointStore checkpoints;
  private final TrainingProgress progress;
  private final JavaRDD<MultiDataSet> train;
  private final SplitSize size;
  private final JavaRDD<WorkerBatches> valid;
  private final StepAccumulator steps = new StepAccumulator();
  private final String run = UUID.randomUUID().toString();
  private float[] parameters;
  private float[] optimiserState;

  StockEpochs(
      StockMasterTrainer trainer,
      JavaRDD<SequenceBatch> train,
      SplitSize size,
      JavaRDD<WorkerBatches> valid) {
    this.spark = trainer.spark();
    this.settings = trainer.settings();
    this.blueprint = trainer.blueprint();
    this.checkpoints = trainer.checkpoints();
    this.progress = trainer.progress();
    NetworkBlueprint model = blueprint;
    this.train = train.map(model::tensors);
    this.size = size;
    this.valid = valid;
    ComputationGraph network = NetworkPool.build(blueprint);
    this.parameters = Parameters.of(network);
    this.optimiserState = Parameters.optimiserStateOf(network);
    spark.sc().register(steps, "steps");
  }

  void goOnFrom(float[] savedParameters, float[] savedOptimiserState) {
    parameters = savedParameters;
    optimiserState = savedOptimiserState;
  }

  private StoppingSettings stopping() {
    return settings.training().stopping();
  }

  private AveragingSettings averaging() {
    return settings.training().averaging();
  }

  /** Trains and validates one epoch, and saves what it came to. */
  Checkpoint next(Checkpoint before) {
    long started = System.nanoTime();
    int epoch = before.epochs().size() + 1;
    // The master rounds down: what is left over makes its splits larger, and is dropped there.
    int rounds =
        (int) Math.max(1, size.batches() / (averaging().workers() * averaging().averageEvery()));
    progress.epochStarted(epoch, stopping().epochs(), rounds);
    double factor = rateFactor(before, epoch);
    int iteration = fit(epoch, factor, before.iteration());
    EpochSummary.Valid judged = EpochSummary.Valid.of(validate());
    StepCount count = steps.value();
    double seconds = (System.nanoTime() - started) / 1e9;
    EpochSummary summary = summary(epoch, count, judged, seconds, factor);
    if (!Double.isFinite(summary.trainNats()) || !Double.isFinite(summary.validNats())) {
      throw TrainingDiverged.byLoss(epoch, summary.trainNats(), summary.validNats());
    }
    Checkpoint after =
        new Checkpoint(
                iteration,
                before.rounds() + rounds,
                before.epochs(),
                before.bestEpoch(),
                before.passes(),
                Optional.empty())
            .afterEpoch(summary, count.passes(), stopping().stopMetric());
    save(after);
    progress.epochFinished(summary, after.bestEpoch() == epoch);
    return after;
  }

  private double rateFactor(Checkpoint before, int epoch) {
    int cuts =
        LearningRate.cuts(settings.training().rate(), before.betters(stopping().stopMetric()));
    return new LearningRate(settings.training().rate(), epoch, cuts, 1).factor(0);
  }

  /** Returns the optimiser steps so far. */
  private int fit(int epoch, double rateFactor, int iteration) {
    steps.reset();
    ComputationGraph network =
        new ComputationGraph(
            new StockConfiguration(blueprint, settings.training(), size.tokensPerRow())
                .at(rateFactor));
    network.init();
    network.getConfiguration().setIterationCount(iteration);
    Parameters.apply(network, parameters);
    Parameters.applyOptimiserState(network, optimiserState);
    spark.setJobDescription("train epoch " + epoch + " under the stock master");
    SparkComputationGraph graph = new SparkComputationGraph(spark, network, master(epoch));
    graph.fitMultiDataSet(train);
    parameters = Parameters.of(graph.getNetwork());
    optimiserState = Parameters.optimiserStateOf(graph.getNetwork());
    return graph.getNetwork().getConfiguration().getIterationCount();
  }

  private ParameterAveragingTrainingMaster master(int epoch) {
    int rows = settings.shards().batchSize();
    return new ParameterAveragingTrainingMaster.Builder(averaging().workers(), rows)
        .batchSizePerWorker(rows)
        .averagingFrequency(averaging().averageEvery())
        .saveUpdater(averaging().updaterState() == UpdaterState.AVERAGE)
        .rddTrainingApproach(RDDTrainingApproach.Direct)
        .rngSeed(settings.seed() * 31 + epoch)
        .trainingHooks(new StepCounter(steps, settings.backend().threads()))
        .collectTrainingStats(false)
        .build();
  }

  private Scores validate() {
    spark.setJobDescription("validate");
    Validation task = new Validation(run, blueprint, settings.backend().threads());
    Broadcast<float[]> model = spark.broadcast(parameters);
    try {
      Scores total = Scores.NONE;
      for (Scores scores : valid.map(own -> task.judge(own, model.value())).collect()) {
        total = total.plus(scores);
      }
      return total;
    } finally {
      model.destroy();
    }
  }

  private EpochSummary summary(
      int epoch, StepCount count, EpochSummary.Valid judged, double seconds, double rateFactor) {
    return new EpochSummary(
        epoch,
        count.nats() / count.tokens(),
        judged,
        count.tokens(),
        seconds,
        settings.training().rate().learningRate() * rateFactor,
        0,
        0,
        List.of(),
        new TreeMap<>());
  }

  private void save(Checkpoint state) {
    Slot whole =
        Slot.of(0, parameters, optimiserState, new float[0], Optional.of(WorkerState.NONE));
    boolean averages = stopping().keep() == StoppingSettings.Keep.AVERAGE;
    checkpoints.save(state, List.of(whole).iterator(), averages ? stopping().averageLast() : 1);
  }

  @Override
  public void close() {
    train.unpersist(false);
  }
}
