package io.unroll.evaluation.measure;

import java.util.List;
import org.apache.commons.lang3.StringUtils;

/**
 * Blanks as Python's {@code str.split} and {@code str.strip} know them, which the published metrics
 * are computed with; Java's own methods take no-break spaces for letters.
 */
final class Blanks {
  private static final String ALL =
      "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680"
          + "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
          + "\u2028\u2029\u202f\u205f\u3000";

  private Blanks() {}

  /** Returns the text between blanks. */
  static List<String> words(String text) {
    return List.of(StringUtils.split(text, ALL));
  }

  /** Returns the text without any blank. */
  static String removed(String text) {
    return String.join("", words(text));
  }

  /** Returns the text without the blanks at its end. */
  static String strippedAtEnd(String text) {
    return StringUtils.stripEnd(text, ALL);
  }

  /** Returns the text without the blanks at both ends. */
  static String stripped(String text) {
    return StringUtils.strip(text, ALL);
  }
}
