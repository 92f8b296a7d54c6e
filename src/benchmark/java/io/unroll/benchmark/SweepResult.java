package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Result of a row.
 *
 * @param baseLoss of its base; not a number where that failed
 * @param ending how the row's own training ended
 */
record SweepResult(SweepRow row, double baseLoss, Ending ending) {

  /**
   * End of a training.
   *
   * @param loss not a number where there is none
   * @param refusal why the settings were refused; otherwise empty
   * @param failure what went wrong; otherwise empty
   */
  record Ending(double loss, String refusal, String failure, double seconds) {}

  double ratio() {
    return ending.loss / baseLoss;
  }

  /** Returns what is wrong; empty if nothing is. */
  String mark() {
    SweepRow.Expectation expected = row.expected();
    if (!ending.failure.isEmpty()) {
      return "FAILED: " + ending.failure;
    }
    if (expected.refused() || !ending.refusal.isEmpty()) {
      return refusal(expected);
    }
    if (!Double.isFinite(ratio())) {
      return "NOT FINITE";
    }
    if (expected.same()) {
      return Double.compare(ending.loss, baseLoss) == 0 ? "" : "DIFFERS: it must be the same";
    }
    if (ratio() > expected.most()) {
      return "WORSE: at most %.2f".formatted(expected.most());
    }
    return ratio() < expected.least() ? "BETTER: at least %.2f".formatted(expected.least()) : "";
  }

  private String refusal(SweepRow.Expectation expected) {
    if (ending.refusal.isEmpty()) {
      return "REFUSED: it is not";
    }
    return expected.refused() ? "" : "REFUSED: " + ending.refusal;
  }

  /** A line of the table. */
  String line() {
    String why = mark().isEmpty() ? row.expected().because() : mark();
    return String.format(
        Locale.ROOT,
        "%-18s %-46s %-20s %8.4f %8.4f %6.3f %5.0f  %s",
        row.base(),
        row.setting(),
        row.value(),
        ending.loss,
        baseLoss,
        ratio(),
        ending.seconds,
        why);
  }

  /** Returns the results for a program. */
  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("configuration", row.base() + ": " + String.join(" ", row.overrides()))
        .put("base", row.base())
        .put("setting", row.key())
        .put("value", row.value())
        .put("with", String.join(" ", row.with()))
        .put("validLoss", ending.loss)
        .put("baseLoss", baseLoss)
        .put("ratio", ratio())
        .put("seconds", ending.seconds)
        .put("mark", mark())
        .put("because", row.expected().because());
  }
}
