package io.unroll.config;

/** Unit of a text, each closed by the end that the tokens settings give it. */
public enum Documents {
  /** Lines, each closed by its end. */
  LINES,
  /** Whole files, each closed by end-of-sequence; line ends within are text. */
  FILES
}
