package io.unroll.config;

import io.unroll.config.Schema.ChosenBy;
import io.unroll.config.Schema.Variant;
import java.io.Serializable;

/** What a token is; one record per {@code tokens.unit}. */
@ChosenBy("unit")
public sealed interface TokenSettings extends Serializable {

  /** {@code unit = character}: one token per Unicode code point. */
  @Variant("character")
  record Characters() implements TokenSettings {}

  /**
   * {@code unit = word}: maximal runs of non-blank characters.
   *
   * @param minCount occurrences in the training split below which a word is unknown
   * @param maxSize most words kept, the frequent ones first; the specials do not count
   */
  @Variant("word")
  record Words(int minCount, int maxSize) implements TokenSettings {

    /**
     * Checks both counts.
     *
     * @throws InvalidSettings if any value is out of range
     */
    public Words {
      new Checks().atLeast("minCount", minCount, 1).atLeast("maxSize", maxSize, 1).done();
    }
  }
}
