package io.unroll.training;

import io.unroll.layers.backend.KernelTally;
import java.util.List;

/**
 * The end of a training.
 *
 * @param parameters those of the best epoch
 * @param workerCount tasks that trained side by side
 * @param passes of the layers while training, all epochs and workers together
 */
public record TrainingOutcome(
    float[] parameters,
    List<EpochSummary> epochs,
    int bestEpoch,
    int rounds,
    int workerCount,
    String stoppedBecause,
    KernelTally passes) {

  /** Target tokens trained on, all epochs together. */
  public long tokens() {
    return epochs.stream().mapToLong(EpochSummary::tokens).sum();
  }

  /** Wall-clock of all epochs, validation included. */
  public double seconds() {
    return epochs.stream().mapToDouble(EpochSummary::seconds).sum();
  }

  /** Steps left out because the gradient was not finite. */
  public long skippedSteps() {
    return epochs.stream().mapToLong(EpochSummary::skippedSteps).sum();
  }
}
