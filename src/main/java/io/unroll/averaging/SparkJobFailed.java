package io.unroll.averaging;

/** A Spark job failed with a checked exception, which Spark, being Scala, does not declare. */
final class SparkJobFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SparkJobFailed(Exception why) {
    super(why.getMessage(), why);
  }
}
