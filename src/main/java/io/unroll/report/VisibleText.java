package io.unroll.report;

import java.util.Locale;

/**
 * Text in which invisible characters are made visible.
 *
 * <p>Corpora hold NUL bytes, terminal escapes, direction overrides and broken surrogates; shown
 * raw, they hide the difference between two texts, reorder the page or break the file.
 */
public final class VisibleText {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private VisibleText() {}

  /**
   * Returns every control, direction mark and broken character by its name or code; newlines stay.
   */
  public static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  /** As {@link #of}; blanks and newlines at either end, which a reader would miss, are marked. */
  static String withEdges(String text) {
    int start = 0;
    while (start < text.length() && isEdge(text.charAt(start))) {
      start++;
    }
    int end = text.length();
    while (end > start && isEdge(text.charAt(end - 1))) {
      end--;
    }
    return marked(text.substring(0, start))
        + of(text.substring(start, end))
        + marked(text.substring(end));
  }

  /**
   * Returns a token; a single character beyond ASCII with its code, as blanks and dashes look
   * alike.
   */
  static String ofToken(String token) {
    boolean coded =
        token.codePointCount(0, token.length()) == 1
            && token.codePointAt(0) > 0x7F
            && !isUnseen(token.codePointAt(0));
    return coded ? token + String.format(Locale.ROOT, " U+%04X", token.codePointAt(0)) : token;
  }

  /** On one line: newlines become arrows. */
  static String onOneLine(String text) {
    return withEdges(text).replace('\n', '↵');
  }

  /** Returns the text with unpaired surrogates, which UTF-8 cannot hold, replaced by U+FFFD. */
  static String encodable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(isSurrogate(c) ? 0xFFFD : c));
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    if (c == '\n' || !isUnseen(c)) {
      out.appendCodePoint(c);
    } else {
      out.append('⟨').append(name(c)).append('⟩');
    }
  }

  /** The common ones by name; the pictures Unicode has for them are missing from many fonts. */
  private static String name(int c) {
    return switch (c) {
      case 0 -> "NUL";
      case '\t' -> "TAB";
      case '\r' -> "CR";
      case 0x1B -> "ESC";
      default -> String.format(Locale.ROOT, "U+%04X", c);
    };
  }

  private static boolean isUnseen(int c) {
    if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
      return false; // They shape letters and emoji, which is seen.
    }
    return Character.isISOControl(c)
        || isSurrogate(c)
        || (c & 0xFFFE) == 0xFFFE
        || switch (Character.getType(c)) {
          case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
          // Arabic number signs are of this type too, but have a shape and a direction.
          case Character.FORMAT ->
              Character.getDirectionality(c) != Character.DIRECTIONALITY_ARABIC_NUMBER;
          default -> false;
        };
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static boolean isEdge(char c) {
    return c == ' ' || c == '\n';
  }

  private static String marked(String blanks) {
    return blanks.replace(' ', '␣').replace("\n", "↵\n");
  }
}
