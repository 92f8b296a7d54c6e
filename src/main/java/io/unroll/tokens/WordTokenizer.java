package io.unroll.tokens;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Maximal runs of non-blank characters, and every line feed.
 *
 * <p>A line feed is the end-of-sequence of the vocabulary, {@code <eos>}, as is usual in language
 * models over words. Joining puts one space between words and none around line feeds, so other
 * blanks are not kept.
 */
public record WordTokenizer() implements Tokenizer {
  // Blank is what Unicode calls a separator, and the blank control characters.
  private static final Pattern TOKEN = Pattern.compile("\n|[^\\s\\p{Z}\\x{85}\\x1C-\\x1F]+");

  @Override
  public Stream<String> stream(String text) {
    return TOKEN.matcher(text).results().map(MatchResult::group);
  }

  @Override
  public String join(List<String> tokens) {
    StringBuilder text = new StringBuilder();
    boolean afterWord = false;
    for (String token : tokens) {
      boolean word = !token.equals(LINE_END);
      if (word && afterWord) {
        text.append(' ');
      }
      text.append(token);
      afterWord = word;
    }
    return text.toString();
  }

  @Override
  public boolean endsSequenceAtLineEnd() {
    return true;
  }
}
