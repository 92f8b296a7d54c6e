package io.unroll.config;

import io.unroll.config.Schema.Flat;
import java.io.Serializable;

/**
 * Settings of what is measured after training.
 *
 * @param samples predictions shown in the report; 0 shows none
 * @param resamples of the test split, from which intervals are estimated; 0 estimates none
 * @param validSpans whether a tagger's labels, which are IOB2, must make up valid spans
 */
public record EvaluationSettings(
    int samples, int resamples, @Flat SearchSettings search, boolean validSpans)
    implements Serializable {

  /**
   * Checks the counts.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public EvaluationSettings {
    new Checks().atLeast("samples", samples, 0).atLeast("resamples", resamples, 0).done();
  }
}
