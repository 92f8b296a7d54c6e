package io.unroll.tokens;

import com.ibm.icu.text.UnicodeSet;
import java.util.Arrays;

/**
 * Cutter of text at places that no subword spans: GPT-2's pattern, without a regular expression.
 *
 * <pre>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</pre>
 *
 * <p>Letters, numbers and white space are those of Unicode {@value #UNICODE}, which the Hugging
 * Face library goes by, regardless of the Java runtime's. Unlike there, a piece longer than {@link
 * #LONGEST} is cut, so that memory stays bounded.
 */
record PreTokens() implements Cutter {
  static final String UNICODE = "16.0";

  /** Chars of the longest piece. */
  static final int LONGEST = 1 << 16;

  private static final byte OTHER = 0;
  private static final byte LETTER = 1;
  private static final byte NUMBER = 2;
  private static final byte SPACE = 3;

  /** The kind of every code point. Built when a text is first cut: half a dozen milliseconds. */
  private static final class Kinds {
    static final byte[] OF = new byte[Character.MAX_CODE_POINT + 1];

    static {
      fill("[:L:]", LETTER);
      fill("[:N:]", NUMBER);
      fill("[:White_Space:]", SPACE);
    }

    private static void fill(String set, byte kind) {
      for (UnicodeSet.EntryRange range :
          new UnicodeSet("[" + set + "&[:Age=" + UNICODE + ":]]").ranges()) {
        Arrays.fill(OF, range.codepoint, range.codepointEnd + 1, kind);
      }
    }
  }

  @Override
  public void cut(String text, Spans spans) {
    int start = 0;
    while (start < text.length()) {
      int end = end(text, start);
      spans.accept(start, end);
      start = end;
    }
  }

  private static int end(String text, int start) {
    char first = text.charAt(start);
    boolean last = start + 1 == text.length();
    if (first == '\'') {
      int end = contraction(text, start);
      return end > start ? end : run(text, start, OTHER);
    }
    if (first == ' ' && !last && kind(text, start + 1) != SPACE) {
      return run(text, start + 1, kind(text, start + 1));
    }
    byte kind = kind(text, start);
    int end = run(text, start, kind);
    boolean upToText = end < text.length() && kind(text, end) != SPACE;
    // The last blank before a word is left to it; no white space takes two chars.
    return kind == SPACE && upToText && end - start > 1 ? end - 1 : end;
  }

  private static int contraction(String text, int start) {
    if (start + 1 == text.length()) {
      return start;
    }
    char second = text.charAt(start + 1);
    if (second == 's' || second == 't' || second == 'm' || second == 'd') {
      return start + 2;
    }
    return text.startsWith("re", start + 1)
            || text.startsWith("ve", start + 1)
            || text.startsWith("ll", start + 1)
        ? start + 3
        : start;
  }

  private static int run(String text, int start, byte kind) {
    int limit = Math.min(text.length(), start + LONGEST);
    int end = start;
    while (end < limit && kind(text, end) == kind) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private static byte kind(String text, int at) {
    char c = text.charAt(at);
    return Character.isHighSurrogate(c) ? Kinds.OF[text.codePointAt(at)] : Kinds.OF[c];
  }
}
