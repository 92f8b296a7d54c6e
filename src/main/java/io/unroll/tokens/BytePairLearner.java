package io.unroll.tokens;

import io.unroll.tokens.Merges.Merge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learner of a byte-pair encoding: repeatedly, the two neighbours most often seen become one token
 * (Sennrich et al. 2016).
 *
 * <p>Counts follow every merge incrementally, so a merge costs as much as the words it changes. Of
 * equally frequent pairs the one with the smaller ids wins: neither the order of the words nor that
 * of a hash table matters.
 */
final class BytePairLearner {

  /** Count of two neighbouring tokens, and the words in which they occurred. */
  private static final class Pair {
    long count;
    int[] words = new int[2];
    int size;

    void add(long more, int word) {
      count += more;
      if (size == words.length) {
        words = Arrays.copyOf(words, size + (size >> 1) + 1);
      }
      words[size++] = word;
    }
  }

  /** A pair with its count when it was queued; the count may have fallen since. */
  private record Candidate(long count, int left, int right) {
    private static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingLong(Candidate::count)
            .reversed()
            .thenComparingInt(Candidate::left)
            .thenComparingInt(Candidate::right);

    long pair() {
      return Merge.pair(left, right);
    }
  }

  private final int[][] words;
  private final long[] counts;
  private final int minCount;
  private final Map<Long, Pair> pairs = new HashMap<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Candidate.BEST_FIRST);
  private final List<String> tokens = new ArrayList<>(Vocabulary.SPECIALS);
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Long, Merge> merges = new HashMap<>();
  private final List<Merge> inOrder = new ArrayList<>();

  BytePairLearner(CountedWords counted, int minCount) {
    this.words = counted.words().clone();
    this.counts = counted.counts();
    this.minCount = minCount;
    for (int b = 0; b < ByteAlphabet.SIZE; b++) {
      id(String.valueOf(ByteAlphabet.sign(b)));
    }
  }

  /**
   * Returns the encoding.
   *
   * @param size tokens without the specials; fewer if no pair is left that is frequent enough
   */
  SubwordModel learn(int size, TextFolding folding) {
    countPairs();
    while (tokens.size() < Vocabulary.SPECIALS.size() + size) {
      Optional<Candidate> best = best();
      if (best.isEmpty()) {
        break;
      }
      merge(best.get());
    }
    return new SubwordModel(folding, new Vocabulary(tokens), new Merges(inOrder), false);
  }

  private void countPairs() {
    for (int w = 0; w < words.length; w++) {
      for (int at = 0; at + 1 < words[w].length; at++) {
        long pair = Merge.pair(words[w][at], words[w][at + 1]);
        pairs.computeIfAbsent(pair, absent -> new Pair()).add(counts[w], w);
      }
    }
    pairs.keySet().forEach(this::offer);
  }

  private Optional<Candidate> best() {
    while (!queue.isEmpty()) {
      Candidate candidate = queue.remove();
      long count = count(candidate.pair());
      if (count == candidate.count) {
        return Optional.of(candidate);
      }
      if (count < candidate.count) {
        offer(candidate.pair());
      }
    }
    return Optional.empty();
  }

  private long count(long pair) {
    return Optional.ofNullable(pairs.get(pair)).map(p -> p.count).orElse(0L);
  }

  private void offer(long pair) {
    long count = count(pair);
    if (count >= minCount) {
      queue.add(new Candidate(count, (int) (pair >> Integer.SIZE), (int) pair));
    }
  }

  private void merge(Candidate best) {
    // A token that is made in two ways brings old pairs back; their merge is known already.
    Merge merge =
        merges.computeIfAbsent(
            best.pair(),
            absent -> {
              String token = tokens.get(best.left) + tokens.get(best.right);
              inOrder.add(new Merge(best.left, best.right, id(token)));
              return inOrder.get(inOrder.size() - 1);
            });
    Pair merged = Optional.ofNullable(pairs.remove(best.pair())).orElseThrow();
    Set<Long> grown = new HashSet<>();
    for (int i = 0; i < merged.size; i++) {
      apply(merge, merged.words[i], grown);
    }
    grown.forEach(this::offer);
  }

  private void apply(Merge merge, int w, Set<Long> grown) {
    int[] word = words[w];
    int size = 0;
    for (int at = 0; at < word.length; at++) {
      boolean joins =
          word[at] == merge.left() && at + 1 < word.length && word[at + 1] == merge.right();
      if (joins) {
        // What is before at has been merged already, what is after it has not.
        if (size > 0) {
          less(Merge.pair(word[size - 1], merge.left()), w);
          more(Merge.pair(word[size - 1], merge.merged()), w, grown);
        }
        if (at + 2 < word.length) {
          less(Merge.pair(merge.right(), word[at + 2]), w);
          more(Merge.pair(merge.merged(), word[at + 2]), w, grown);
        }
        at++;
      }
      word[size++] = joins ? merge.merged() : word[at];
    }
    words[w] = size == word.length ? word : Arrays.copyOf(word, size);
  }

  private void less(long pair, int w) {
    Optional.ofNullable(pairs.get(pair)).ifPresent(p -> p.count -= counts[w]);
  }

  private void more(long pair, int w, Set<Long> grown) {
    pairs.computeIfAbsent(pair, absent -> new Pair()).add(counts[w], w);
    grown.add(pair);
  }

  private int id(String token) {
    return ids.computeIfAbsent(
        token,
        fresh -> {
          tokens.add(fresh);
          return tokens.size() - 1;
        });
  }
}
