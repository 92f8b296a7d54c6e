package io.unroll.averaging;

/** A Spark job failed with a checked exception, which Spark, being Scala, does not declare. */
final class SparkJobFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Returns what to throw for a job's exception: {@link ModelLost}, the same, or this. */
  static RuntimeException of(Exception e) {
    if (ModelLost.isReasonOf(e)) {
      return new ModelLost(e);
    }
    return e instanceof RuntimeException unchecked ? unchecked : new SparkJobFailed(e);
  }

  private SparkJobFailed(Exception why) {
    super(why.getMessage(), why);
  }
}
