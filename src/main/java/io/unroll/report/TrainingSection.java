package io.unroll.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The training, epoch by epoch. */
record TrainingSection(
    List<Chart> learningCurve,
    List<Chart> workers,
    List<Fact> facts,
    List<EpochRow> epochs,
    boolean folded) {
  private static final int EPOCHS_SHOWN_AT_ONCE = 24;

  /** One epoch in words; {@code best} marks the one whose parameters were kept. */
  record EpochRow(
      String epoch,
      String trainLoss,
      String validLoss,
      String learningRate,
      String tokens,
      String seconds,
      boolean best) {
    static EpochRow of(Epoch epoch, OptionalInt bestEpoch) {
      return new EpochRow(
          Figures.count(epoch.epoch()),
          Figures.figure(epoch.trainLoss()),
          epoch.validLoss().isPresent() ? Figures.figure(epoch.validLoss().getAsDouble()) : "–",
          Figures.threeDigits(epoch.learningRate()),
          Figures.count(epoch.tokens()),
          Figures.threeDigits(epoch.seconds()),
          bestEpoch.equals(OptionalInt.of(epoch.epoch())));
    }
  }

  static TrainingSection of(TrainingSummary training) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("stopped", training.stoppedBecause()));
    training.bestEpoch().ifPresent(best -> facts.add(new Fact("best epoch", Figures.count(best))));
    facts.add(new Fact("averaging rounds", Figures.count(training.rounds())));
    facts.add(new Fact("steps skipped", Figures.count(training.skippedSteps())));
    return new TrainingSection(
        TrainingCharts.learningCurve(training).stream().toList(),
        TrainingCharts.workers(training).stream().toList(),
        facts,
        training.epochs().stream().map(epoch -> EpochRow.of(epoch, training.bestEpoch())).toList(),
        training.epochs().size() > EPOCHS_SHOWN_AT_ONCE);
  }
}
