package io.unroll.tokens;

import java.util.List;
import java.util.stream.Stream;

/** One token per Unicode code point; joining the tokens of any text gives the text. */
public record CharacterTokenizer() implements Tokenizer {

  @Override
  public Stream<String> stream(String text) {
    return text.codePoints().mapToObj(Character::toString);
  }

  @Override
  public String join(List<String> tokens) {
    return String.join("", tokens);
  }

  @Override
  public boolean endsSequenceAtLineEnd() {
    return false;
  }
}
