package io.unroll.training;

import java.util.Locale;

/** Loss or parameters are no longer finite, or of any use; the last checkpoint is intact. */
public final class TrainingDiverged extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String ADVICE =
      "lower training.learningRate or set training.clipNorm; the last good checkpoint is kept";

  private TrainingDiverged(String found, Object... values) {
    super("training diverged in " + String.format(Locale.ROOT, found, values) + ": " + ADVICE);
  }

  static TrainingDiverged byLoss(int epoch, double trainNats, double validNats) {
    return new TrainingDiverged(
        "epoch %d (training loss %s, validation loss %s)", epoch, trainNats, validNats);
  }

  /** Parameters, or what goes with them, that no training could go on from. */
  static TrainingDiverged byParameters(Checkpoint state, float found) {
    return new TrainingDiverged(
        "epoch %d, round %d: a parameter, or a value of an optimiser's state, is %s",
        state.open().isPresent() ? state.epochs().size() + 1 : state.epochs().size(),
        state.open().map(EpochTally::rounds).orElse(0),
        found);
  }

  /**
   * Losses that are finite, but far beyond those of a model that knows nothing.
   *
   * @param bound the largest losses allowed
   */
  static TrainingDiverged byBound(EpochSummary epoch, LossBound bound) {
    return new TrainingDiverged(
        "epoch %d: training loss %.4g and validation loss %.4g; %.4g and %.4g"
            + " are %.0f times those of a model that knows nothing",
        epoch.epoch(),
        epoch.trainNats(),
        epoch.validNats(),
        bound.train(),
        bound.valid(),
        LossBound.FACTOR);
  }

  static TrainingDiverged bySkips(int epoch, int round, int skipped, int steps, double most) {
    return new TrainingDiverged(
        "epoch %d, round %d: the gradients of %d of the epoch's %d steps"
            + " were not finite, training.stopping.maxSkippedShare allows %s of them",
        epoch, round, skipped, steps, most);
  }
}
