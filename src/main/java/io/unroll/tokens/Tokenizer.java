package io.unroll.tokens;

import io.unroll.config.InvalidInput;
import io.unroll.config.TokenSettings;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/** Cuts text into tokens and puts tokens together again. */
public interface Tokenizer extends Serializable {
  /** The token at the end of a line. */
  String LINE_END = "\n";

  /** The tokens in reading order, made as they are asked for: a line may be a whole book. */
  Stream<String> stream(String text);

  /** Text that has these tokens. */
  String join(List<String> tokens);

  /** Whether a line's end is the vocabulary's end-of-sequence instead of a token of its own. */
  boolean endsSequenceAtLineEnd();

  /** The tokens in reading order. */
  default List<String> tokens(String text) {
    return stream(text).toList();
  }

  /** The tokenizer the settings ask for. */
  static Tokenizer of(TokenSettings settings) {
    if (settings.equals(new TokenSettings.Characters())) {
      return new CharacterTokenizer();
    }
    if (settings instanceof TokenSettings.Words words
        && words.rules() == TokenSettings.Rules.BLANK
        && words.folding().equals(TokenSettings.Folding.NONE)) {
      return new WordTokenizer();
    }
    throw new InvalidInput(
        "tokens: streams of text are made of plain characters or words between blanks, got "
            + settings);
  }
}
