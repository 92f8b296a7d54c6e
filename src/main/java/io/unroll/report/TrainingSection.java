package io.unroll.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The training, epoch by epoch. */
record TrainingSection(
    List<Chart> learningCurve,
    List<Chart> measuredCurve,
    List<Chart> workers,
    List<String> measured,
    List<Fact> facts,
    List<EpochRow> epochs,
    boolean folded) {
  private static final int EPOCHS_SHOWN_AT_ONCE = 24;

  /** One epoch in words; {@code best} marks the one whose parameters were kept. */
  record EpochRow(
      String epoch,
      String trainLoss,
      String validLoss,
      List<String> measured,
      String learningRate,
      String tokens,
      String seconds,
      boolean best) {
    static EpochRow of(Epoch epoch, List<String> measured, OptionalInt bestEpoch) {
      return new EpochRow(
          Figures.count(epoch.epoch()),
          Figures.figure(epoch.trainLoss()),
          epoch.validLoss().isPresent() ? Figures.figure(epoch.validLoss().getAsDouble()) : "–",
          measured.stream()
              .map(name -> Figures.figure(epoch.measured().getOrDefault(name, Double.NaN)))
              .toList(),
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
    List<String> measured =
        training.epochs().stream()
            .flatMap(epoch -> epoch.measured().keySet().stream())
            .distinct()
            .toList();
    return new TrainingSection(
        TrainingCharts.learningCurve(training).stream().toList(),
        measured.stream()
            .flatMap(name -> TrainingCharts.measured(training, name).stream())
            .toList(),
        TrainingCharts.workers(training).stream().toList(),
        measured,
        facts,
        training.epochs().stream()
            .map(epoch -> EpochRow.of(epoch, measured, training.bestEpoch()))
            .toList(),
        training.epochs().size() > EPOCHS_SHOWN_AT_ONCE);
  }
}
