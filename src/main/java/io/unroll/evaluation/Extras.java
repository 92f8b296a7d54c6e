package io.unroll.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Runner of the optional parts of an evaluation, such as baselines: those that fail are left out,
 * with the reason. It never fails the evaluation.
 */
public final class Extras {
  private static final int LONGEST_REASON = 300;

  private final Map<String, String> leftOut = new LinkedHashMap<>();

  /**
   * Returns the result of a piece of work, if it succeeds.
   *
   * @param what names it to people, such as {@code baseline unigram}
   */
  public <T> Optional<T> of(String what, Callable<T> work) {
    try {
      return Optional.of(work.call());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at " + what, e);
    } catch (Exception | OutOfMemoryError | StackOverflowError e) {
      leaveOut(what, reason(e));
      return Optional.empty();
    }
  }

  /** Keeps why something is not in the report. */
  public void leaveOut(String what, String why) {
    leftOut.put(what, why);
  }

  /** Returns what was left out, and why, in the order of trying. */
  public Map<String, String> leftOut() {
    return new LinkedHashMap<>(leftOut);
  }

  private static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String said = failure.getMessage() == null || message.isBlank() ? "" : ": " + message;
    String reason = failure.getClass().getSimpleName() + said;
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }
}
