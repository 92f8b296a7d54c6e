package io.unroll.training;

/** Training was asked to stop; what it had done is in the last checkpoint. */
public final class TrainingStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingStopped(int epochs, int rounds) {
    super(
        "stopped after %d epochs and %d rounds; repeat the command to go on from there"
            .formatted(epochs, rounds));
  }
}
