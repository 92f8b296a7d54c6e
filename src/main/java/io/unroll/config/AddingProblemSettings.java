package io.unroll.config;

import io.unroll.config.Schema.Variant;

/**
 * {@code type = adding-problem}: random numbers, two of them marked, to the sum of those two.
 *
 * @param length steps of every example
 */
@Variant("adding-problem")
public record AddingProblemSettings(int length, int examples, Shares shares)
    implements CorpusSettings, CorpusSettings.Generated {

  /**
   * Checks both counts.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public AddingProblemSettings {
    new Checks().between("length", length, 2, 1_000_000).atLeast("examples", examples, 1).done();
  }

  @Override
  public boolean pairsTexts() {
    return false;
  }
}
