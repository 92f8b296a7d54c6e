package io.unroll.tokens;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The merges of a byte-pair encoding in the order they were learned, by token ids.
 *
 * <p>A word is encoded by merging, as long as any two neighbours can be, the ones whose merge was
 * learned first, and of equal ones the leftmost (Sennrich et al. 2016).
 */
final class Merges implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Two neighbours become one token. */
  record Merge(int left, int right, int merged) implements Serializable {
    long pair() {
      return pair(left, right);
    }

    static long pair(int left, int right) {
      return ((long) left << Integer.SIZE) | right;
    }
  }

  private static final int END = -1;
  private static final int NO_MERGE = -1;

  private final ArrayList<Merge> merges;
  private final HashMap<Long, Integer> ranks;

  /** Of merges that occur twice, the first counts. */
  Merges(List<Merge> merges) {
    this.merges = new ArrayList<>(merges);
    this.ranks = new HashMap<>();
    for (int rank = 0; rank < merges.size(); rank++) {
      ranks.putIfAbsent(merges.get(rank).pair(), rank);
    }
  }

  List<Merge> inOrder() {
    return List.copyOf(merges);
  }

  /** Returns the ids of a word after all merges. */
  int[] apply(int[] word) {
    Chain chain = new Chain(word);
    PriorityQueue<Long> candidates = new PriorityQueue<>();
    for (int at = 0; at + 1 < word.length; at++) {
      offer(chain, at, candidates);
    }
    for (Optional<Long> next = poll(candidates); next.isPresent(); next = poll(candidates)) {
      int at = next.get().intValue();
      int rank = (int) (next.get() >> Integer.SIZE);
      if (rank(chain, at) == rank) {
        chain.join(at, merges.get(rank).merged());
        offer(chain, at, candidates);
        if (chain.before[at] != END) {
          offer(chain, chain.before[at], candidates);
        }
      }
    }
    return chain.ids();
  }

  private static Optional<Long> poll(PriorityQueue<Long> candidates) {
    return Optional.ofNullable(candidates.poll());
  }

  private void offer(Chain chain, int at, PriorityQueue<Long> candidates) {
    int rank = rank(chain, at);
    if (rank != NO_MERGE) {
      candidates.add(((long) rank << Integer.SIZE) | at);
    }
  }

  private int rank(Chain chain, int at) {
    int after = chain.after[at];
    return after == END || chain.ids[at] == END
        ? NO_MERGE
        : ranks.getOrDefault(Merge.pair(chain.ids[at], chain.ids[after]), NO_MERGE);
  }

  /** The tokens of a word, linked, so that joining two moves none of the others. */
  private static final class Chain {
    final int[] ids;
    final int[] before;
    final int[] after;

    Chain(int[] word) {
      ids = word.clone();
      before = new int[word.length];
      after = new int[word.length];
      for (int at = 0; at < word.length; at++) {
        before[at] = at == 0 ? END : at - 1;
        after[at] = at + 1 == word.length ? END : at + 1;
      }
    }

    void join(int at, int merged) {
      int gone = after[at];
      ids[at] = merged;
      ids[gone] = END;
      after[at] = after[gone];
      if (after[at] != END) {
        before[after[at]] = at;
      }
    }

    int[] ids() {
      IdBuffer joined = new IdBuffer(ids.length);
      for (int id : ids) {
        if (id != END) {
          joined.add(id);
        }
      }
      return joined.toArray();
    }
  }
}
