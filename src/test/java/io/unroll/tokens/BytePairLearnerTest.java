package io.unroll.tokens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.TokenSettings.Folding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BytePairLearnerTest {
  private static final TextFolding PLAIN = new TextFolding(Folding.NONE);

  @Provide
  Arbitrary<Map<String, Long>> counts() {
    return Arbitraries.maps(
            Arbitraries.strings().withChars("abc").ofMinLength(1).ofMaxLength(9),
            Arbitraries.longs().between(1, 5))
        .ofMaxSize(12);
  }

  @Property
  void learn_anyWords_mergesAsCountingAnewWould(@ForAll("counts") Map<String, Long> counts) {
    SubwordModel learned = new BytePairLearner(TestCodecs.words(counts), 1).learn(280, PLAIN);

    assertEquals(naive(counts, 280), merges(learned));
  }

  @Property
  void learn_anyWords_encodingThemNeedsNoOtherMerges(@ForAll("counts") Map<String, Long> counts) {
    SubwordModel learned = new BytePairLearner(TestCodecs.words(counts), 1).learn(10_000, PLAIN);
    SubwordCodec codec = new SubwordCodec(learned);

    counts.keySet().forEach(word -> assertEquals(1, codec.encode(word).length, word));
  }

  @Test
  void learn_textbookExample_mergesTheMostFrequentPairs() {
    Map<String, Long> counts = Map.of("low", 5L, "lower", 2L, "newest", 6L, "widest", 3L);
    SubwordModel learned = new BytePairLearner(TestCodecs.words(counts), 1).learn(261, PLAIN);

    // e+s 9, es+t 9, l+o 7, lo+w 7, n+e 6 or e+w 6 or ew+est 6: the smallest ids
    assertEquals(List.of("e s", "es t", "l o", "lo w", "e w"), merges(learned));
    assertArrayEquals(new int[] {263, 261}, new SubwordCodec(learned).encode("lowest"));
  }

  @Test
  void learn_rarePairs_areNotMerged() {
    Map<String, Long> counts = Map.of("ab", 3L, "cd", 2L);
    SubwordModel learned = new BytePairLearner(TestCodecs.words(counts), 3).learn(300, PLAIN);

    assertEquals(List.of("a b"), merges(learned));
  }

  private static List<String> merges(SubwordModel model) {
    Vocabulary vocabulary = model.vocabulary();
    return model.merges().inOrder().stream()
        .map(m -> vocabulary.token(m.left()) + " " + vocabulary.token(m.right()))
        .toList();
  }

  /** The definition: count every pair of every word, merge the best, start again. */
  private static List<String> naive(Map<String, Long> counts, int size) {
    List<String> tokens = new ArrayList<>();
    for (int b = 0; b < ByteAlphabet.SIZE; b++) {
      tokens.add(String.valueOf(ByteAlphabet.sign(b)));
    }
    Map<List<String>, Long> words = new HashMap<>();
    counts.forEach((word, count) -> words.put(List.of(word.split("")), count));
    List<String> merges = new ArrayList<>();
    while (tokens.size() < size) {
      Map<List<String>, Long> pairs = new HashMap<>();
      words.forEach(
          (word, count) -> {
            for (int i = 0; i + 1 < word.size(); i++) {
              pairs.merge(List.of(word.get(i), word.get(i + 1)), count, Long::sum);
            }
          });
      if (pairs.isEmpty()) {
        break;
      }
      List<String> best =
          pairs.keySet().stream()
              .min(
                  Comparator.comparingLong((List<String> p) -> -pairs.get(p))
                      .thenComparingInt(p -> tokens.indexOf(p.get(0)))
                      .thenComparingInt(p -> tokens.indexOf(p.get(1))))
              .orElseThrow();
      String joined = String.join("", best);
      String merge = String.join(" ", best);
      if (!merges.contains(merge)) {
        merges.add(merge);
      }
      if (!tokens.contains(joined)) {
        tokens.add(joined);
      }
      Map<List<String>, Long> after = new HashMap<>();
      words.forEach((word, count) -> after.merge(joined(word, best), count, Long::sum));
      words.clear();
      words.putAll(after);
    }
    return merges;
  }

  private static List<String> joined(List<String> word, List<String> pair) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < word.size(); i++) {
      boolean both = i + 1 < word.size() && word.subList(i, i + 2).equals(pair);
      joined.add(both ? word.get(i) + word.get(++i) : word.get(i));
    }
    return joined;
  }
}
