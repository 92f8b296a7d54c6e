package io.unroll.config;

import java.util.List;
import java.util.stream.Collectors;

/** A settings record was given values it does not allow; holds every violation, not just one. */
public final class InvalidSettings extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final List<Violation> violations;

  InvalidSettings(List<Violation> violations) {
    super(violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
    this.violations = List.copyOf(violations);
  }

  /** Returns the violations, in the order of the record's checks. */
  public List<Violation> violations() {
    return violations;
  }
}
