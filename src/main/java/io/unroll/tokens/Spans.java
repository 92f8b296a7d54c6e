package io.unroll.tokens;

/** Receiver of the tokens of a text in reading order as parts of it. */
@FunctionalInterface
interface Spans {
  /** Receives the token [start, end) of the text. */
  void accept(int start, int end);
}
