package io.unroll.jobs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;

/** Failure of a machine, a disk or a cluster, in one line: nobody needs its stack trace. */
public final class Failure {
  private static final int MOST_CAUSES = 100;

  private Failure() {}

  /** Returns the line for a failure of a known kind; empty where only a stack trace can tell. */
  public static Optional<String> line(Throwable failure) {
    List<Throwable> chain = chain(failure);
    return outOfMemory(chain)
        .or(() -> stopped(chain))
        .or(() -> cluster(chain))
        .or(() -> files(chain))
        .map(line -> line.replaceAll("\\s*\\R\\s*", " "));
  }

  private static Optional<String> outOfMemory(List<Throwable> chain) {
    return chain.stream()
        .filter(cause -> cause instanceof OutOfMemoryError || said(cause).contains("outofmemory"))
        .findFirst()
        .map(
            cause ->
                "out of memory, with a heap of %s MiB: set UNROLL_HEAP to more, or make shards.batchSize smaller (%s)"
                    .formatted(Runtime.getRuntime().maxMemory() >> 20, first(cause)));
  }

  /** Tells whether a signal stopped Spark before a training that would save itself. */
  private static Optional<String> stopped(List<Throwable> chain) {
    boolean shut =
        chain.stream()
            .map(Failure::said)
            .anyMatch(
                said ->
                    said.contains("sparkcontext was shut down")
                        || said.contains("stopped sparkcontext"));
    return shut
        ? Optional.of("stopped before it was done; repeat the command to go on")
        : Optional.empty();
  }

  private static Optional<String> cluster(List<Throwable> chain) {
    return chain.stream()
        .filter(
            cause ->
                said(cause).contains("all masters are unresponsive")
                    || said(cause).contains("could not parse master url")
                    || cause instanceof ConnectException
                    || cause instanceof UnknownHostException)
        .findFirst()
        .map(cause -> "could not be reached: %s; is it running?".formatted(first(cause)));
  }

  private static Optional<String> files(List<Throwable> chain) {
    Optional<Throwable> file =
        chain.stream()
            .filter(cause -> cause instanceof IOException || said(cause).contains("no space left"))
            .reduce((outer, inner) -> inner);
    return file.map(Failure::ofFile);
  }

  private static String ofFile(Throwable cause) {
    String what = first(cause);
    if (cause instanceof AccessDeniedException || cause instanceof AccessControlException) {
      return "permission denied: " + what;
    }
    if (cause instanceof NoSuchFileException) {
      return "no such file: " + what;
    }
    if (cause instanceof FileNotFoundException) {
      return what;
    }
    String said = said(cause);
    boolean full = said.contains("no space left") || said.contains("disk quota exceeded");
    return full ? what + ": make room, and repeat the command to go on" : what;
  }

  /** Returns the first line of a message; the kind of failure where there is none. */
  private static String first(Throwable cause) {
    return Optional.ofNullable(cause.getMessage())
        .flatMap(message -> message.lines().findFirst())
        .filter(line -> !line.isBlank())
        .orElse(cause.getClass().getSimpleName());
  }

  private static String said(Throwable cause) {
    return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    Optional<Throwable> next = Optional.of(failure);
    while (next.isPresent() && chain.size() < MOST_CAUSES) {
      chain.add(next.get());
      next = Optional.ofNullable(next.get().getCause());
    }
    return chain;
  }
}
