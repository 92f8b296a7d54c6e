package io.unroll.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A language model of counted n-grams, each order interpolated with the one below it by Witten and
 * Bell's weights (1991; Chen and Goodman 1999, section 2.5), the lowest with all tokens alike.
 *
 * <pre>
 *   P(w | h) = (c(h w) + t(h) P(w | h')) / (c(h) + t(h))
 * </pre>
 *
 * <p>c counts, t(h) is the number of different tokens seen after h, h' is h without its first
 * token.
 */
final class NgramModel {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final int order;
  private final int vocabulary;

  /** Occurrences of n-grams of all orders, by hash. */
  private final Map<Long, Integer> counts = new HashMap<>();

  /** After a context: how many tokens, how many different ones; by hash. */
  private final Map<Long, int[]> contexts = new HashMap<>();

  /**
   * @param order tokens of the longest n-grams, at least 1
   */
  NgramModel(int order, int vocabulary) {
    this.order = order;
    this.vocabulary = vocabulary;
  }

  /**
   * Counts a token.
   *
   * @param history what stands before it, of which only the last {@code order - 1} matter
   */
  void count(int[] history, int token) {
    for (int length = 0; length <= Math.min(order - 1, history.length); length++) {
      long context = hash(history, length);
      int[] seen = contexts.computeIfAbsent(context, none -> new int[2]);
      seen[0]++;
      if (counts.merge(next(context, token), 1, Integer::sum) == 1) {
        seen[1]++;
      }
    }
  }

  /** Negative log-likelihood of a token, in nats. */
  double nats(int[] history, int token) {
    double probability = 1.0 / vocabulary;
    for (int length = 0; length <= Math.min(order - 1, history.length); length++) {
      long context = hash(history, length);
      int[] seen = contexts.get(context);
      if (seen == null) {
        break;
      }
      int count = counts.getOrDefault(next(context, token), 0);
      probability = (count + seen[1] * probability) / (seen[0] + seen[1]);
    }
    return -Math.log(probability);
  }

  /** Returns the last tokens of a history and one more, as many as matter. */
  int[] longer(int[] history, int token) {
    int kept = Math.min(order - 2, history.length);
    if (order == 1) {
      return new int[0];
    }
    int[] longer = Arrays.copyOfRange(history, history.length - kept, history.length + 1);
    longer[kept] = token;
    return longer;
  }

  /** 64 bits: of a few million n-grams, hardly two share one. */
  private static long hash(int[] history, int length) {
    long hash = length;
    for (int i = history.length - length; i < history.length; i++) {
      hash = next(hash, history[i]);
    }
    return hash;
  }

  private static long next(long hash, int token) {
    long mixed = (hash ^ (hash >>> 29)) * MIX + token + 1;
    mixed = (mixed ^ (mixed >>> 32)) * 0xFF51AFD7ED558CCDL;
    return mixed ^ (mixed >>> 33);
  }
}
