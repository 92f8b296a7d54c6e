package io.unroll.config;

import java.io.Serializable;

/**
 * What is measured after training.
 *
 * @param samples predictions shown in the report; 0 shows none
 * @param maxOutputLength longest prediction in tokens
 */
public record EvaluationSettings(int samples, int maxOutputLength) implements Serializable {

  /**
   * Checks both counts.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public EvaluationSettings {
    new Checks()
        .atLeast("samples", samples, 0)
        .atLeast("maxOutputLength", maxOutputLength, 1)
        .done();
  }
}
