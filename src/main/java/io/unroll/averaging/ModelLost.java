package io.unroll.averaging;

/** Slices of the model were on executors that are gone; a checkpoint has to be taken up again. */
public final class ModelLost extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ModelLost(Throwable why) {
    super("slices of the model were lost with their executors", why);
  }

  /** Returns whether a job failed for that: Spark says so in words only. */
  static boolean isReasonOf(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("Checkpoint block rdd_")
        || message.contains("ExecutorLostFailure")
        || message.contains("has failed the maximum allowable number of times");
  }
}
