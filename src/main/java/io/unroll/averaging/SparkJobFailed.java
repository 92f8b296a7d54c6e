package io.unroll.averaging;

import java.util.regex.Pattern;

/** A Spark job failed with a checked exception, which Spark, being Scala, does not declare. */
public final class SparkJobFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern CANCELLED = Pattern.compile("\\bJob \\d+ cancelled\\b");

  /** Returns whether a job failed because it was cancelled: Spark says so in words only. */
  public static boolean isCancelled(Exception failure) {
    return CANCELLED.matcher(String.valueOf(failure.getMessage())).find();
  }

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
