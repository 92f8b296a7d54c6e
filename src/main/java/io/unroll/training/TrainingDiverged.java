package io.unroll.training;

import java.util.Locale;

/** Loss is no longer a finite number; the last checkpoint is intact. */
public final class TrainingDiverged extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String ADVICE =
      "lower training.learningRate or set training.clipNorm; the last good checkpoint is kept";

  private TrainingDiverged(String message) {
    super(message);
  }

  static TrainingDiverged byLoss(int epoch, double trainNats, double validNats) {
    return new TrainingDiverged(
        String.format(
            Locale.ROOT,
            "training diverged in epoch %d (training loss %s, validation loss %s): %s",
            epoch,
            trainNats,
            validNats,
            ADVICE));
  }

  static TrainingDiverged bySkips(int epoch, int round, int skipped, int steps, double most) {
    return new TrainingDiverged(
        String.format(
            Locale.ROOT,
            "training diverged in epoch %d, round %d: the gradients of %d of the epoch's %d steps"
                + " were not finite, training.maxSkippedShare allows %s of them: %s",
            epoch,
            round,
            skipped,
            steps,
            most,
            ADVICE));
  }
}
