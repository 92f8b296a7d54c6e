package io.unroll.tokens;

/** Maximal runs of characters that are not blank: no separator of Unicode, no blank control. */
record BlankCutter() implements Cutter {

  @Override
  public void cut(String text, Spans spans) {
    int length = text.length();
    int start = 0;
    while (start < length) {
      while (start < length && isBlank(text.charAt(start))) {
        start++;
      }
      int end = start;
      while (end < length && !isBlank(text.charAt(end))) {
        end++;
      }
      if (end > start) {
        spans.accept(start, end);
      }
      start = end;
    }
  }

  /** No blank takes two chars. */
  static boolean isBlank(char c) {
    return c <= ' '
        ? (c >= '\t' && c <= '\r') || c >= 0x1C
        : c == 0x85 || (c >= 0xA0 && Character.isSpaceChar(c));
  }
}
