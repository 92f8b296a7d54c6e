package io.unroll.config;

import java.io.Serializable;

/** What a token is; one record per {@code tokens.unit}. */
public sealed interface TokenSettings extends Serializable {

  /** {@code unit = character}: one token per Unicode code point. */
  record Characters() implements TokenSettings {}

  /** {@code unit = word}: maximal runs of non-blank characters. */
  record Words(int minCount, int maxSize) implements TokenSettings {}
}
