package io.unroll.training;

/** Training was asked to stop; what it had done is in the last checkpoint. */
public final class TrainingStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingStopped(int epochs, int rounds) {
    super(
        "stopped after %s epochs and %s rounds; repeat the command to go on from there"
            .formatted(epochs, rounds));
  }
}
