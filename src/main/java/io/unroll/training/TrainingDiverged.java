package io.unroll.training;

import java.util.Locale;

/** Loss is no longer a finite number; the checkpoint of the last good epoch is intact. */
public final class TrainingDiverged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingDiverged(int epoch, double trainNats, double validNats) {
    super(
        String.format(
            Locale.ROOT,
            "training diverged in epoch %d (training loss %s, validation loss %s): lower"
                + " training.learningRate or set training.clipNorm; the last good checkpoint is"
                + " kept",
            epoch,
            trainNats,
            validNats));
  }
}
