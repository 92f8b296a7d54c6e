package io.unroll.evaluation.measure;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Words as BLEU counts them: NIST's mteval-v13a, called {@code 13a} in sacreBLEU's signatures.
 *
 * <p>ASCII punctuation and symbols stand alone, but neither periods and commas between digits nor
 * apostrophes, nor hyphens that follow no digit. Four HTML entities are resolved. Other scripts'
 * punctuation stays with its word.
 */
final class MtevalTokenizer {
  private static final Pattern SYMBOL = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
  private static final Pattern STOP_AFTER_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
  private static final Pattern STOP_BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
  private static final Pattern HYPHEN_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

  private MtevalTokenizer() {}

  /** Returns the words of a text; those of an empty one are none. */
  static List<String> words(String text) {
    // The order matters: "&amp;lt;" becomes "<", as in the original.
    String line =
        Blanks.strippedAtEnd(text)
            .replace("<skipped>", "")
            .replace("-\n", "")
            .replace("\n", " ")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
    String parted = SYMBOL.matcher(" " + line + " ").replaceAll(" $1 ");
    parted = STOP_AFTER_NO_DIGIT.matcher(parted).replaceAll("$1 $2 ");
    parted = STOP_BEFORE_NO_DIGIT.matcher(parted).replaceAll(" $1 $2");
    parted = HYPHEN_AFTER_DIGIT.matcher(parted).replaceAll("$1 $2 ");
    return Blanks.words(parted);
  }
}
