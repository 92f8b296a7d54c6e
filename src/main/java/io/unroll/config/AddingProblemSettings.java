package io.unroll.config;

import io.unroll.config.Schema.Variant;
import java.util.Optional;

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
  public CorpusContents contents() {
    return CorpusContents.of(InputKind.NUMBERS, "series of numbers", LearningTask.NUMBERS);
  }

  @Override
  public Optional<Widths> widths() {
    return Optional.of(new Widths(2, 1));
  }
}
