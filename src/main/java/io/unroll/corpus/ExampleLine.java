package io.unroll.corpus;

/** A line of a file of examples, or why it cannot be read. */
sealed interface ExampleLine {

  /** Byte at which it begins, of the decompressed text. */
  long offset();

  /**
   * A line without its end.
   *
   * @param mended whether U+FFFD stands in it for bytes that are not UTF-8
   */
  record Text(long offset, String text, boolean mended) implements ExampleLine {

    /** Returns whether nothing but blanks stands in it. */
    boolean isBlank() {
      return text.chars().allMatch(c -> c == ' ' || c == '\t');
    }
  }

  /** A line that cannot be used, or the place from which on the file cannot be read. */
  record Unreadable(long offset, DropReason reason, String found) implements ExampleLine {}
}
