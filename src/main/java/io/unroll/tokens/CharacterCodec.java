package io.unroll.tokens;

import io.unroll.config.TokenSettings.Folding;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One token per Unicode code point; an unpaired surrogate counts as one. */
final class CharacterCodec implements TextCodec {
  private static final long serialVersionUID = 1L;

  private final TextFolding folding;
  private final Vocabulary vocabulary;
  private transient Optional<int[]> table = Optional.empty();

  CharacterCodec(TextFolding folding, Vocabulary vocabulary) {
    this.folding = folding;
    this.vocabulary = vocabulary;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public Folding folding() {
    return folding.settings();
  }

  @Override
  public String folded(String text) {
    return folding.fold(text);
  }

  @Override
  public int lineEnd() {
    return vocabulary.id(LINE_END);
  }

  @Override
  public int[] encode(String text) {
    String folded = folding.fold(text);
    int[] idOfCodePoint = idOfCodePoint();
    int[] encoded = new int[folded.length()];
    int size = 0;
    for (int at = 0; at < folded.length(); size++) {
      int c = folded.charAt(at);
      if (Character.isHighSurrogate((char) c)) {
        c = folded.codePointAt(at);
      }
      encoded[size] = c < idOfCodePoint.length ? idOfCodePoint[c] : Vocabulary.UNKNOWN;
      at += Character.charCount(c);
    }
    return size == encoded.length ? encoded : Arrays.copyOf(encoded, size);
  }

  @Override
  public List<String> unknown(String text) {
    int[] known = idOfCodePoint();
    return folding
        .fold(text)
        .codePoints()
        .filter(c -> c >= known.length || known[c] == Vocabulary.UNKNOWN)
        .mapToObj(Character::toString)
        .toList();
  }

  @Override
  public String decode(int... ids) {
    StringBuilder text = new StringBuilder(ids.length);
    for (int id : ids) {
      if (id != Vocabulary.PAD && id != Vocabulary.BOS && id != Vocabulary.EOS) {
        text.append(vocabulary.token(id));
      }
    }
    return text.toString();
  }

  /** Returns the id of every code point up to the highest that has one. */
  private int[] idOfCodePoint() {
    if (table.isEmpty()) {
      int specials = Vocabulary.SPECIALS.size();
      int[] codePoints =
          vocabulary.tokens().stream()
              .skip(specials)
              .mapToInt(token -> token.codePointAt(0))
              .toArray();
      int[] ids = new int[Arrays.stream(codePoints).max().orElse(0) + 1];
      Arrays.fill(ids, Vocabulary.UNKNOWN);
      for (int i = 0; i < codePoints.length; i++) {
        ids[codePoints[i]] = specials + i;
      }
      table = Optional.of(ids);
    }
    return table.get();
  }

  private Object readResolve() {
    return new CharacterCodec(folding, vocabulary);
  }
}
