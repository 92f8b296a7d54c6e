package io.unroll.tokens;

import io.unroll.config.TokenSettings.Folding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Encodings learned without Spark. */
final class TestCodecs {
  private static final int LINES = 200;

  /** Words enough for merges of every kind: letters, digits, marks, blanks, many scripts. */
  static final List<String> TEXTS =
      List.of(
          "the cat and the other cat's mat, that's what they thought of 1990 and 1991",
          "it's the theme of these others: we'll see, they've seen, I'm there...  said she!!",
          "caf\u00e9 \u00e9t\u00e9 d\u00e9j\u00e0 vu \u00e0 la carte; l'\u00e9t\u00e9 d'Andr\u00e9",
          "\u4f60\u597d\u4e16\u754c\u4f60\u597d \u0663\u0664\u0665 \ud83d\ude00\ud83d\ude00 \n\n\t  x");

  private TestCodecs() {}

  static SubwordCodec subwords(Folding folding) {
    return new SubwordCodec(model(TEXTS, 256 + LINES, 1, folding));
  }

  static SubwordModel model(List<String> texts, int size, int minCount, Folding settings) {
    TextFolding folding = new TextFolding(settings);
    Map<String, Long> counts = new TreeMap<>();
    for (String text : texts) {
      String folded = folding.fold(text);
      new PreTokens()
          .cut(folded, (start, end) -> counts.merge(folded.substring(start, end), 1L, Long::sum));
    }
    return new BytePairLearner(words(counts), minCount).learn(size, folding);
  }

  static CountedWords words(Map<String, Long> counts) {
    Map<String, Long> copy = new HashMap<>(counts);
    int[][] words = copy.keySet().stream().map(TestCodecs::ids).toArray(int[][]::new);
    return new CountedWords(words, copy.values().stream().mapToLong(Long::longValue).toArray());
  }

  private static int[] ids(String word) {
    byte[] bytes = ByteAlphabet.utf8(word);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Vocabulary.SPECIALS.size() + (bytes[i] & 0xFF);
    }
    return ids;
  }
}
