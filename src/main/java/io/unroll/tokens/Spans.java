package io.unroll.tokens;

/** Receives the tokens of a text in reading order as parts of it. */
@FunctionalInterface
interface Spans {
  /** The token [start, end) of the text. */
  void accept(int start, int end);
}
