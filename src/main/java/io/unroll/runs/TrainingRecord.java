package io.unroll.runs;

import io.unroll.files.Hashes;
import io.unroll.layers.backend.KernelTally;
import io.unroll.training.EpochSummary;
import io.unroll.training.TrainingOutcome;
import java.util.List;
import java.util.Objects;

/** Record of the training, as {@code run.json} keeps it for the report. */
public record TrainingRecord(
    List<EpochSummary> epochs,
    int bestEpoch,
    int rounds,
    int workers,
    String stoppedBecause,
    String parametersHash,
    KernelTally passes) {

  /** Runs trained before passes were counted have none. */
  public TrainingRecord {
    passes = Objects.requireNonNullElse(passes, KernelTally.NONE);
    if (epochs == null || stoppedBecause == null || parametersHash == null) {
      throw new IllegalArgumentException(
          "training must say epochs, stoppedBecause and parametersHash");
    }
  }

  static TrainingRecord of(TrainingOutcome outcome) {
    return new TrainingRecord(
        outcome.epochs(),
        outcome.bestEpoch(),
        outcome.rounds(),
        outcome.workerCount(),
        outcome.stoppedBecause(),
        Hashes.sha256(outcome.parameters()),
        outcome.passes());
  }

  public long tokens() {
    return epochs.stream().mapToLong(EpochSummary::tokens).sum();
  }

  public double seconds() {
    return epochs.stream().mapToDouble(EpochSummary::seconds).sum();
  }

  public long skippedSteps() {
    return epochs.stream().mapToLong(EpochSummary::skippedSteps).sum();
  }
}
