package io.unroll.tokens;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Text to token ids and back, with one tokenizer and one vocabulary.
 *
 * <p>Text can never produce padding or begin-of-sequence: words that look like a special token are
 * {@link Vocabulary#UNKNOWN}. With words, a line feed is {@link Vocabulary#EOS}.
 */
public record TextCodec(Tokenizer tokenizer, Vocabulary vocabulary) implements Serializable {

  /** The id of one token of the tokenizer. */
  public int id(String token) {
    if (tokenizer.endsSequenceAtLineEnd() && token.equals(Tokenizer.LINE_END)) {
      return Vocabulary.EOS;
    }
    int id = vocabulary.id(token);
    return id < Vocabulary.SPECIALS.size() ? Vocabulary.UNKNOWN : id;
  }

  /** The ids of a text; nothing is put before or after it. */
  public int[] encode(String text) {
    return tokenizer.stream(text).mapToInt(this::id).toArray();
  }

  /** The tokens of a text that the vocabulary lacks, in reading order. */
  public List<String> unknown(String text) {
    return tokenizer.stream(text).filter(token -> id(token) == Vocabulary.UNKNOWN).toList();
  }

  /**
   * The text of ids. Padding and begin-of-sequence vanish, and so does end-of-sequence, except that
   * with words it is a line feed; an unknown token reads {@code <unk>}. Cut a target off before its
   * closing end-of-sequence first.
   */
  public String decode(int... ids) {
    List<String> tokens = new ArrayList<>(ids.length);
    for (int id : ids) {
      token(id).ifPresent(tokens::add);
    }
    return tokenizer.join(tokens);
  }

  private Optional<String> token(int id) {
    if (id == Vocabulary.EOS && tokenizer.endsSequenceAtLineEnd()) {
      return Optional.of(Tokenizer.LINE_END);
    }
    return id == Vocabulary.PAD || id == Vocabulary.BOS || id == Vocabulary.EOS
        ? Optional.empty()
        : Optional.of(vocabulary.token(id));
  }
}
