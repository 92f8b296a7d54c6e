package io.unroll.training;

import io.unroll.averaging.AveragingRounds;
import io.unroll.averaging.RoundResult;
import io.unroll.averaging.SparkJobFailed;
import io.unroll.config.ScheduleSettings;
import io.unroll.config.StoppingSettings;
import io.unroll.config.TrainingSettings;
import io.unroll.network.Scores;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;

/** Rounds until the epochs are done, validation after each, checkpoints in between. */
final class EpochLoop {
  private static final double NANOS_A_MINUTE = 60e9;

  private final AveragingTrainer trainer;
  private final RoundPlan plan;
  private final int stepsPerEpoch;
  private final JavaRDD<WorkerBatches> valid;
  private final LossBound bound;
  private final String run = UUID.randomUUID().toString();
  private Checkpoint state;
  private Checkpoint saved;
  private long savedAt = System.nanoTime();

  /**
   * @param stepsPerEpoch of all workers together
   * @param state to go on from
   */
  EpochLoop(
      AveragingTrainer trainer,
      RoundPlan plan,
      int stepsPerEpoch,
      JavaRDD<WorkerBatches> valid,
      LossBound bound,
      Checkpoint state) {
    this.trainer = trainer;
    this.plan = plan;
    this.stepsPerEpoch = stepsPerEpoch;
    this.valid = valid;
    this.bound = bound;
    this.state = state;
    this.saved = state;
  }

  Checkpoint state() {
    return state;
  }

  /** Trains to the end; the model is that of {@link #state}. */
  void run(AveragingRounds<WorkerBatches> rounds) {
    try {
      epochs(rounds);
    } finally {
      NetworkPool.end(run);
    }
  }

  private void epochs(AveragingRounds<WorkerBatches> rounds) {
    while (stopReason(state, training()).isEmpty()) {
      try {
        epoch(rounds);
      } catch (Exception e) {
        // Who asks for a stop cancels what runs; any other fault is one, also at that moment.
        if (!isStopAsked() || !SparkJobFailed.isCancelled(e)) {
          throw e;
        }
      }
      if (isStopAsked()) {
        throw stopped(rounds);
      }
    }
  }

  private TrainingSettings training() {
    return trainer.settings().training();
  }

  private boolean isStopAsked() {
    return trainer.stopAsked().getAsBoolean();
  }

  private StoppingSettings stopping() {
    return training().stopping();
  }

  /** Returns why no further epoch is to be trained; empty if one is. */
  static Optional<String> stopReason(Checkpoint state, TrainingSettings training) {
    int done = state.epochs().size();
    if (done >= training.epochs()) {
      return Optional.of("all " + done + " epochs done");
    }
    StoppingSettings stopping = training.stopping();
    int patience = stopping.patience();
    if (done == 0 || done - state.bestEpoch() < patience) {
      return Optional.empty();
    }
    boolean byLoss = stopping.metric().equals(StoppingSettings.NATS);
    String metric = byLoss ? "loss" : stopping.metric();
    return Optional.of("no better validation %s for %s epochs".formatted(metric, patience));
  }

  private void epoch(AveragingRounds<WorkerBatches> rounds) {
    int epoch = state.epochs().size() + 1;
    trainer.progress().epochStarted(epoch, training().epochs(), plan.rounds(epoch));
    ScheduleSettings schedule = training().rate().learningRateSchedule();
    LearningRate rate =
        new LearningRate(
            schedule,
            epoch,
            LearningRate.cuts(schedule, state.betters(trainer.metric())),
            plan.steps(training().epochs()));
    EpochTally tally = state.open().orElseGet(() -> EpochTally.start(training().workers()));
    double firstFactor = rate.factor(state.iteration() - tally.batch());
    while (tally.batch() < plan.epochSteps()) {
      tally = round(rounds, rate, tally);
      if (isStopAsked()) {
        return;
      }
    }
    finish(rounds, tally, training().rate().learningRate() * firstFactor);
  }

  private EpochTally round(
      AveragingRounds<WorkerBatches> rounds, LearningRate rate, EpochTally before) {
    int epoch = rate.epoch();
    RoundPlan.Span span = plan.at(epoch, before.batch());
    LocalRound local =
        new LocalRound(
            run,
            trainer.settings(),
            trainer.blueprint(),
            rate,
            before.rounds(),
            span,
            state.iteration());
    RoundResult result =
        rounds.round(local, "train epoch " + epoch + ", round " + (before.rounds() + 1));
    EpochTally tally = before.plus(result.workers(), span.to(), result.cost().seconds());
    state = state.afterRound(tally, span.steps());
    trainer
        .progress()
        .roundFinished(
            RoundSummary.of(
                epoch, tally.rounds(), state.iteration(), result.workers(), result.cost()));
    double most = stopping().maxSkippedShare();
    if (tally.skipped() > most * stepsPerEpoch) {
      throw TrainingDiverged.bySkips(epoch, tally.rounds(), tally.skipped(), stepsPerEpoch, most);
    }
    if (span.to() < plan.epochSteps()
        && System.nanoTime() - savedAt > training().checkpoints().minutes() * NANOS_A_MINUTE) {
      save(rounds);
    }
    return tally;
  }

  private TrainingStopped stopped(AveragingRounds<WorkerBatches> rounds) {
    if (!state.equals(saved)) {
      save(rounds);
    }
    return new TrainingStopped(
        state.epochs().size(), state.open().map(EpochTally::rounds).orElse(0));
  }

  private void finish(
      AveragingRounds<WorkerBatches> rounds, EpochTally tally, double learningRate) {
    long started = System.nanoTime();
    int epoch = state.epochs().size() + 1;
    EpochSummary.Valid judged = validate(rounds);
    EpochSummary summary =
        tally.summary(epoch, judged, (System.nanoTime() - started) / 1e9, learningRate);
    bound.check(summary);
    state = state.afterEpoch(summary, tally.passes(), trainer.metric());
    save(rounds);
    trainer.progress().epochFinished(summary, state.bestEpoch() == epoch);
  }

  private EpochSummary.Valid validate(AveragingRounds<WorkerBatches> rounds) {
    Scores total = Scores.NONE;
    Validation task = new Validation(run, trainer.blueprint(), trainer.settings().backend());
    for (Scores scores : rounds.judge(valid, task, "validate")) {
      total = total.plus(scores);
    }
    return trainer.metric().measured(EpochSummary.Valid.of(total), () -> rounds.model());
  }

  private void save(AveragingRounds<WorkerBatches> rounds) {
    boolean averages = stopping().keep() == StoppingSettings.Keep.AVERAGE;
    trainer.checkpoints().save(state, rounds.slots(), averages ? stopping().averageLast() : 1);
    saved = state;
    savedAt = System.nanoTime();
  }
}
