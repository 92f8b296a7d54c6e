package io.unroll.corpus;

import java.util.Optional;

/** What Spark says is wrong, without its plans and stack traces. */
final class SparkErrors {
  private SparkErrors() {}

  /** The first line of the innermost message. */
  static String firstLine(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Optional.ofNullable(cause.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .orElse(cause.getClass().getSimpleName());
  }
}
