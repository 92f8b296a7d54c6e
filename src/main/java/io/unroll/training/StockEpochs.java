package io.unroll.training;

import io.unroll.averaging.ModelState;
import io.unroll.averaging.Slot;
import io.unroll.averaging.WorkerState;
import io.unroll.config.AveragingSettings;
import io.unroll.config.ScheduleSettings;
import io.unroll.config.Settings;
import io.unroll.config.StoppingSettings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Scores;
import io.unroll.shards.SequenceBatch;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Epochs under the stock master: fit, validation, checkpoint. */
final class StockEpochs implements AutoCloseable {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final NetworkBlueprint blueprint;
  private final CheckpointStore checkpoints;
  private final TrainingProgress progress;
  private final StopMetric metric;
  private final StockFit fit;
  private final SplitSize size;
  private final JavaRDD<WorkerBatches> valid;
  private final LossBound bound;
  private final String run = UUID.randomUUID().toString();

  StockEpochs(
      StockMasterTrainer trainer,
      JavaRDD<SequenceBatch> train,
      SplitSize size,
      JavaRDD<WorkerBatches> valid,
      LossBound bound) {
    this.spark = trainer.spark();
    this.settings = trainer.settings();
    this.blueprint = trainer.blueprint();
    this.checkpoints = trainer.checkpoints();
    this.progress = trainer.progress();
    this.metric = trainer.metric();
    this.fit = new StockFit(spark, settings, blueprint, train, size);
    this.size = size;
    this.valid = valid;
    this.bound = bound;
  }

  void goOnFrom(float[] savedParameters, float[] savedOptimiserState) {
    fit.goOnFrom(savedParameters, savedOptimiserState);
  }

  /** Takes first parameters in the place of random ones. */
  void startFrom(float[] known) {
    fit.startFrom(known);
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
    progress.epochStarted(epoch, settings.training().epochs(), rounds());
    double factor = rateFactor(before, epoch);
    int iteration = fit.epoch(epoch, factor, before.iteration());
    EpochSummary.Valid judged = metric.measured(EpochSummary.Valid.of(validate()), fit::parameters);
    double seconds = (System.nanoTime() - started) / 1e9;
    EpochSummary summary = summary(epoch, judged, seconds, factor);
    bound.check(summary);
    Checkpoint after = moved(before, iteration, summary);
    save(after);
    progress.epochFinished(summary, after.bestEpoch() == epoch);
    return after;
  }

  /**
   * Returns the master rounds down: what is left over makes its splits larger, and is dropped
   * there.
   */
  private int rounds() {
    long batchesOfRound = (long) settings.training().workers() * averaging().every();
    return (int) Math.max(1, size.batches() / batchesOfRound);
  }

  private Checkpoint moved(Checkpoint before, int iteration, EpochSummary summary) {
    return new Checkpoint(
            iteration,
            before.rounds() + rounds(),
            before.epochs(),
            before.bestEpoch(),
            before.passes(),
            Optional.empty())
        .afterEpoch(summary, fit.steps().passes(), metric);
  }

  private double rateFactor(Checkpoint before, int epoch) {
    ScheduleSettings schedule = settings.training().rate().learningRateSchedule();
    int cuts = LearningRate.cuts(schedule, before.betters(metric));
    return new LearningRate(schedule, epoch, cuts, 1).factor(0);
  }

  private Scores validate() {
    spark.setJobDescription("validate");
    Validation task = new Validation(run, blueprint, settings.backend());
    Broadcast<float[]> model = spark.broadcast(fit.parameters());
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
      int epoch, EpochSummary.Valid judged, double seconds, double rateFactor) {
    StepCount count = fit.steps();
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
        Slot.of(
            0,
            new ModelState(fit.parameters(), fit.optimiserState()),
            new float[0],
            Optional.of(WorkerState.NONE));
    boolean averages = stopping().keep() == StoppingSettings.Keep.AVERAGE;
    checkpoints.save(state, List.of(whole).iterator(), averages ? stopping().averageLast() : 1);
  }

  @Override
  public void close() {
    fit.close();
    NetworkPool.end(run);
  }
}
