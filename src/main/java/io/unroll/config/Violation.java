package io.unroll.config;

import java.io.Serializable;

/**
 * A value that does not hold what its settings record demands.
 *
 * @param component dotted path of the component below the record; empty for the record as a whole
 * @param message what must hold and what was found, as in {@code must be at least 1, got 0}
 */
public record Violation(String component, String message) implements Serializable {
  @Override
  public String toString() {
    return component.isEmpty() ? message : component + " " + message;
  }
}
