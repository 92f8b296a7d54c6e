package io.unroll.config;

import java.util.ArrayList;
import java.util.List;

/** Collector of what is wrong with a record's components, thrown all at once. */
final class Checks {
  private final List<Violation> violations = new ArrayList<>();

  Checks atLeast(String component, long value, long least) {
    return that(value >= least, component, "must be at least " + least + ", got " + value);
  }

  Checks between(String component, long value, long least, long most) {
    return that(
        value >= least && value <= most,
        component,
        "must be between " + least + " and " + most + ", got " + value);
  }

  Checks positive(String component, double value) {
    return that(
        value > 0 && Double.isFinite(value), component, "must be greater than 0, got " + value);
  }

  /** A share of a whole: 0 to 1, both allowed. */
  Checks share(String component, double value) {
    return that(value >= 0 && value <= 1, component, "must be between 0 and 1, got " + value);
  }

  /** Returns a condition of any kind; the message says what must hold and what was found. */
  Checks that(boolean holds, String component, String message) {
    if (!holds) {
      violations.add(new Violation(component, message));
    }
    return this;
  }

  /**
   * Ends the checks.
   *
   * @throws InvalidSettings if any check failed
   */
  void done() {
    if (!violations.isEmpty()) {
      throw new InvalidSettings(violations);
    }
  }
}
