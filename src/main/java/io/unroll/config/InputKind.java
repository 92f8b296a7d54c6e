package io.unroll.config;

/** Kind of the inputs of a corpus with labels. */
public enum InputKind {
  /** A text that {@code tokens} cuts into tokens. */
  TEXT,
  /** Words that are cut already: an array of texts, or a text with blanks between its words. */
  WORDS,
  /** An array of numbers, one a step, or an array of such arrays, one vector a step. */
  NUMBERS
}
