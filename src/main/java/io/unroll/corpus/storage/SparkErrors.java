package io.unroll.corpus.storage;

import io.unroll.config.InvalidInput;
import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkThrowable;

/** Messages of Spark's failures, without plans and stack traces. */
public final class SparkErrors {
  /** The page checksums of Parquet files, which readers skip by default. */
  public static final String VERIFY_PARQUET = "parquet.page.verify-checksum.enabled";

  /** "Encountered error while reading file <path>" in Spark 3.5. */
  private static final String CANNOT_READ = "_LEGACY_ERROR_TEMP_2064";

  private SparkErrors() {}

  /** A file that a task could not read to its end, if that is why a Spark job failed. */
  public static Optional<InvalidInput> unreadableFile(Throwable error) {
    for (Throwable at = error; at != null; at = at.getCause()) {
      if (at instanceof SparkThrowable said && CANNOT_READ.equals(said.getErrorClass())) {
        return Optional.of(
            new InvalidInput(
                "%s: cannot be read to its end, it is damaged or not what its name says: %s"
                    .formatted(said.getMessageParameters().get("path"), firstLine(at))));
      }
      if (isDenied(at)) {
        return Optional.of(new InvalidInput("corpus: a file cannot be read: " + at.getMessage()));
      }
    }
    return Optional.empty();
  }

  private static boolean isDenied(Throwable error) {
    return error instanceof AccessControlException
        || error instanceof AccessDeniedException
        || error instanceof FileNotFoundException;
  }

  /** The first line of the innermost message. */
  public static String firstLine(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Optional.ofNullable(cause.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .orElse(cause.getClass().getSimpleName());
  }
}
