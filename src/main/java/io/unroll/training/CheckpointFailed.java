package io.unroll.training;

import java.io.IOException;

/** A checkpoint could not be written; those before it are as they were. */
public final class CheckpointFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckpointFailed(String checkpoint, IOException why) {
    super(
        "could not write the checkpoint %s: %s; the one before it is kept: make room and repeat the"
                .formatted(checkpoint, why.getMessage())
            + " command to go on from there",
        why);
  }
}
