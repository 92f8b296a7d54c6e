package io.unroll.report;

import java.util.Arrays;

/**
 * A sample's text for the page: made visible, cut to a length one can read, its difference marked.
 *
 * @param before up to where it parts from the other text
 * @param changed where they differ
 * @param after from where they agree again
 * @param more how much is left out, in words; empty when nothing is
 */
record SampleText(String before, String changed, String after, String more) {
  static final int MOST_CHARACTERS = 2000;

  static SampleText whole(String text) {
    return new SampleText(VisibleText.withEdges(cut(text)), "", "", more(text));
  }

  /** {@code text} with what differs from {@code other}, between their common ends, marked. */
  static SampleText against(String text, String other) {
    int[] mine = VisibleText.withEdges(cut(text)).codePoints().toArray();
    int[] others = VisibleText.withEdges(cut(other)).codePoints().toArray();
    int shorter = Math.min(mine.length, others.length);
    int mismatch = Arrays.mismatch(mine, others);
    int start = mismatch < 0 ? mine.length : mismatch;
    int common = 0;
    while (common < shorter - start
        && mine[mine.length - 1 - common] == others[others.length - 1 - common]) {
      common++;
    }
    int end = mine.length - common;
    return new SampleText(
        new String(mine, 0, start),
        new String(mine, start, end - start),
        new String(mine, end, common),
        more(text));
  }

  boolean empty() {
    return before.isEmpty() && changed.isEmpty() && after.isEmpty();
  }

  private static String cut(String text) {
    return isLong(text) ? text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS)) : text;
  }

  private static String more(String text) {
    return isLong(text)
        ? Figures.count(text.codePointCount(0, text.length()) - MOST_CHARACTERS)
            + " more characters in samples.txt"
        : "";
  }

  private static boolean isLong(String text) {
    return text.codePointCount(0, text.length()) > MOST_CHARACTERS;
  }
}
