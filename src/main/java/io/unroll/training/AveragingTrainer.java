package io.unroll.training;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.layers.KernelTally;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.RecurrentState;
import io.unroll.shards.SequenceBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Synchronous parameter averaging over Spark workers (McDonald, Hall &amp; Mann 2010).
 *
 * <p>A round: every worker starts from the same parameters and optimiser state, trains {@code
 * averageEvery} of its own batches, and both are averaged, weighted by tokens. On one kind of
 * processor the result depends on settings, shards and the native threads of a worker alone: not on
 * Spark's threads, executors, the order of tasks or retries.
 */
public final class AveragingTrainer {
  private final JavaSparkContext spark;
  private final Settings settings;
  private final NetworkBlueprint blueprint;
  private final int threadsPerWorker;
  private final CheckpointStore checkpoints;
  private final TrainingProgress progress;
  private final String run = UUID.randomUUID().toString();

  /**
   * @param threadsPerWorker native threads of one task, so that workers x threads = cores
   */
  public AveragingTrainer(
      JavaSparkContext spark,
      Settings settings,
      NetworkBlueprint blueprint,
      int threadsPerWorker,
      CheckpointStore checkpoints,
      TrainingProgress progress) {
    this.spark = spark;
    this.settings = settings;
    this.blueprint = blueprint;
    this.threadsPerWorker = threadsPerWorker;
    this.checkpoints = checkpoints;
    this.progress = progress;
  }

  /**
   * Trains until the epochs are done or validation has stopped improving.
   *
   * @throws InvalidInput if a worker would have nothing to train on
   * @throws TrainingDiverged if an epoch leaves no finite loss; the last checkpoint stays
   */
  public TrainingOutcome train(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> valid)
      throws IOException {
    int workers = settings.training().workers();
    JavaRDD<WorkerBatches> dealt =
        WorkerBatches.deal(train, workers, blueprint.carriesState()).setName("training batches");
    JavaRDD<WorkerBatches> held =
        WorkerBatches.deal(valid, workers, blueprint.carriesState()).setName("validation batches");
    try {
      return epochs(dealt, held, roundsPerEpoch(dealt));
    } finally {
      dealt.unpersist(false);
      held.unpersist(false);
    }
  }

  private int roundsPerEpoch(JavaRDD<WorkerBatches> dealt) {
    spark.setJobDescription("deal training batches to workers");
    List<Integer> counts = dealt.map(worker -> worker.batches().size()).collect();
    if (counts.contains(0)) {
      throw new InvalidInput(
          "training.workers: every worker needs at least one batch, but "
              + counts.stream().mapToInt(Integer::intValue).sum()
              + " batches were dealt to "
              + counts.size()
              + " workers as "
              + counts
              + "; use fewer workers, a smaller shards.batchSize or more data");
    }
    int every = settings.training().averageEvery();
    return (Collections.max(counts) + every - 1) / every;
  }

  private TrainingOutcome epochs(
      JavaRDD<WorkerBatches> train, JavaRDD<WorkerBatches> valid, int roundsPerEpoch)
      throws IOException {
    Optional<Checkpoint> last = checkpoints.latest();
    last.ifPresent(checkpoint -> progress.resumed(checkpoint.epochs().size()));
    Checkpoint state = last.orElseGet(this::start);
    String reason = stopReason(state).orElse("");
    while (reason.isEmpty()) {
      state = epoch(state, train, valid, roundsPerEpoch);
      checkpoints.save(state);
      EpochSummary latest = state.epochs().get(state.epochs().size() - 1);
      progress.epochFinished(latest, state.bestEpoch() == latest.epoch());
      reason = stopReason(state).orElse("");
    }
    return new TrainingOutcome(
        state.best(),
        state.epochs(),
        state.bestEpoch(),
        state.rounds(),
        settings.training().workers(),
        reason,
        state.passes());
  }

  private Checkpoint start() {
    ComputationGraph network = NetworkPool.build(blueprint);
    SharedModel model =
        new SharedModel(Parameters.of(network), Parameters.optimiserStateOf(network), 0);
    return new Checkpoint(model, List.of(), 0, 0, model.parameters(), KernelTally.NONE);
  }

  private Optional<String> stopReason(Checkpoint state) {
    int done = state.epochs().size();
    if (done >= settings.training().epochs()) {
      return Optional.of("all " + done + " epochs done");
    }
    int patience = settings.training().patience();
    return done - state.bestEpoch() >= patience && done > 0
        ? Optional.of("no better validation loss for " + patience + " epochs")
        : Optional.empty();
  }

  private Checkpoint epoch(
      Checkpoint before,
      JavaRDD<WorkerBatches> train,
      JavaRDD<WorkerBatches> valid,
      int roundsPerEpoch) {
    int epoch = before.epochs().size() + 1;
    long started = System.nanoTime();
    progress.epochStarted(epoch, settings.training().epochs(), roundsPerEpoch);
    EpochTally tally = new EpochTally(settings.training().workers());
    SharedModel model = before.model();
    List<RecurrentState> lanes =
        Collections.nCopies(settings.training().workers(), RecurrentState.zero());
    for (int round = 0; round < roundsPerEpoch; round++) {
      long roundStarted = System.nanoTime();
      List<WorkerResult> results = round(train, model, lanes, epoch, round);
      RoundTally totals = tally.add(results);
      if (totals.tokens() > 0) {
        model = average(results, model);
      }
      lanes = results.stream().map(WorkerResult::lanes).toList();
      double seconds = (System.nanoTime() - roundStarted) / 1e9;
      progress.roundFinished(epoch, round + 1, totals.meanNats(), totals.tokens() / seconds);
    }
    double validNats = validate(valid, model);
    EpochSummary summary =
        tally.summary(
            epoch,
            validNats,
            (System.nanoTime() - started) / 1e9,
            settings.training().learningRate() * rateFactor(epoch));
    if (!Double.isFinite(summary.trainNats()) || !Double.isFinite(validNats)) {
      throw new TrainingDiverged(epoch, summary.trainNats(), validNats);
    }
    return after(before, model, summary, roundsPerEpoch, tally.passes());
  }

  private Checkpoint after(
      Checkpoint before,
      SharedModel model,
      EpochSummary summary,
      int roundsPerEpoch,
      KernelTally passes) {
    List<EpochSummary> epochs = new ArrayList<>(before.epochs());
    epochs.add(summary);
    boolean best =
        before.bestEpoch() == 0
            || summary.validNats() < before.epochs().get(before.bestEpoch() - 1).validNats();
    return new Checkpoint(
        model,
        List.copyOf(epochs),
        before.rounds() + roundsPerEpoch,
        best ? summary.epoch() : before.bestEpoch(),
        best ? model.parameters() : before.best(),
        before.passes().plus(passes));
  }

  private List<WorkerResult> round(
      JavaRDD<WorkerBatches> train,
      SharedModel model,
      List<RecurrentState> lanes,
      int epoch,
      int round) {
    spark.setJobDescription("train epoch " + epoch + ", round " + (round + 1));
    Broadcast<SharedModel> shared = spark.broadcast(model);
    try {
      WorkerRound task =
          new WorkerRound(
              run,
              settings,
              blueprint,
              threadsPerWorker,
              epoch,
              round,
              rateFactor(epoch),
              lanes,
              shared);
      return train.mapPartitionsWithIndex(task, true).collect();
    } finally {
      shared.destroy();
    }
  }

  private SharedModel average(List<WorkerResult> results, SharedModel before) {
    return new SharedModel(
        TokenWeightedAverage.of(results, WorkerResult::parameters),
        TokenWeightedAverage.of(results, WorkerResult::optimiserState),
        before.iteration() + settings.training().averageEvery());
  }

  private double validate(JavaRDD<WorkerBatches> valid, SharedModel model) {
    spark.setJobDescription("validate");
    Broadcast<SharedModel> shared = spark.broadcast(model);
    try {
      return new Validation(run, blueprint, threadsPerWorker, shared).on(valid).natsPerToken();
    } finally {
      shared.destroy();
    }
  }

  private double rateFactor(int epoch) {
    return Math.pow(settings.training().learningRateDecay(), epoch - 1.0);
  }
}
