package io.unroll.corpus.example;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Characters between words, in training and in answering: Unicode's separators, and the blank
 * control characters.
 */
public final class Blanks {
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\x{85}\\x1C-\\x1F]+");

  private Blanks() {}

  /** The words of a text, in order. */
  public static List<String> words(String text) {
    return BLANKS.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
  }
}
