package io.unroll.tokens;

import io.unroll.config.TokenSettings.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Tokens that are parts of the text: words or grapheme clusters.
 *
 * @param rules what is folded before text is cut
 * @param words whether tokens stand apart, with blanks between them, and a line ends in {@code
 *     <eos>}
 */
record CutCodec(TextFolding rules, Cutter cutter, Vocabulary vocabulary, boolean words)
    implements TextCodec {

  @Override
  public Folding folding() {
    return rules.settings();
  }

  @Override
  public String folded(String text) {
    return rules.fold(text);
  }

  @Override
  public String whole(String text) {
    String folded = rules.fold(text);
    StringJoiner tokens = new StringJoiner(words ? " " : "");
    cutter.cut(folded, (start, end) -> tokens.add(folded.substring(start, end)));
    return tokens.toString();
  }

  @Override
  public int lineEnd() {
    return words ? Vocabulary.EOS : vocabulary.id(LINE_END);
  }

  @Override
  public int[] encode(String text) {
    String folded = rules.fold(text);
    IdBuffer ids = new IdBuffer(folded.length() / 4);
    cutter.cut(folded, (start, end) -> ids.add(vocabulary.textId(folded.substring(start, end))));
    return ids.toArray();
  }

  @Override
  public List<String> unknown(String text) {
    String folded = rules.fold(text);
    List<String> unknown = new ArrayList<>();
    cutter.cut(
        folded,
        (start, end) -> {
          String token = folded.substring(start, end);
          if (vocabulary.textId(token) == Vocabulary.UNKNOWN) {
            unknown.add(token);
          }
        });
    return unknown;
  }

  @Override
  public String decode(int... ids) {
    StringBuilder text = new StringBuilder();
    boolean afterWord = false;
    for (int id : ids) {
      if (id == Vocabulary.EOS && words) {
        text.append(LINE_END);
        afterWord = false;
      } else if (id != Vocabulary.PAD && id != Vocabulary.BOS && id != Vocabulary.EOS) {
        text.append(afterWord ? " " : "").append(vocabulary.token(id));
        afterWord = words;
      }
    }
    return text.toString();
  }
}
