package io.unroll.runs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unroll.layers.backend.KernelTally;
import io.unroll.training.EpochSummary;
import io.unroll.training.TrainingOutcome;
import java.util.List;
import java.util.Map;
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
  private static final ObjectMapper JSON = new ObjectMapper();

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

  Map<String, Object> toMap() {
    return JSON.convertValue(this, new TypeReference<Map<String, Object>>() {});
  }

  public static TrainingRecord fromMap(Object map) {
    return JSON.convertValue(map, TrainingRecord.class);
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
