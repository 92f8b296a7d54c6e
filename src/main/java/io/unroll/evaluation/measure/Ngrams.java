package io.unroll.evaluation.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of each sequence of n neighbours in a text.
 *
 * @param <U> a word or a character
 */
record Ngrams<U>(Map<List<U>, Integer> counts) {

  static <U> Ngrams<U> of(List<U> units, int order) {
    Map<List<U>, Integer> counts = new HashMap<>();
    for (int start = 0; start + order <= units.size(); start++) {
      counts.merge(units.subList(start, start + order), 1, Integer::sum);
    }
    return new Ngrams<>(counts);
  }

  /** Of each sequence as many as the text has that has more of it. */
  Ngrams<U> union(Ngrams<U> other) {
    Map<List<U>, Integer> more = new HashMap<>(counts);
    other.counts.forEach((sequence, count) -> more.merge(sequence, count, Integer::max));
    return new Ngrams<>(more);
  }

  /**
   * Returns the number of sequences that both texts have, each as often as the text that has fewer
   * of it.
   */
  long common(Ngrams<U> other) {
    long common = 0;
    for (Map.Entry<List<U>, Integer> entry : counts.entrySet()) {
      common += Math.min(entry.getValue(), other.counts.getOrDefault(entry.getKey(), 0));
    }
    return common;
  }

  long total() {
    return counts.values().stream().mapToLong(Integer::longValue).sum();
  }
}
