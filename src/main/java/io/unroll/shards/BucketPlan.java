package io.unroll.shards;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Length buckets: bucket {@code i} takes lengths up to {@code bounds[i]}, the last one also
 * anything longer.
 *
 * @param bounds longest length of each bucket, rising
 */
record BucketPlan(List<Integer> bounds) implements Serializable {

  /** Share of the steps that may be padding before another bucket is opened. */
  private static final double PADDING = 0.01;

  /**
   * Returns the plan of the fewest buckets that leave little padding, or of {@code buckets} with
   * the least, by dynamic programming over the distinct lengths.
   *
   * @param histogram examples by length; not empty
   * @param buckets most buckets
   */
  static BucketPlan of(Map<Integer, Long> histogram, int buckets) {
    SortedMap<Integer, Long> sorted = new TreeMap<>(histogram);
    int[] lengths = sorted.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] counts = sorted.values().stream().mapToLong(Long::longValue).toArray();
    long steps = 0;
    for (int i = 0; i < lengths.length; i++) {
      steps += lengths[i] * counts[i];
    }
    Cheapest cheapest = new Cheapest(lengths, counts, Math.min(buckets, lengths.length));
    int used = 1;
    while (used < cheapest.buckets() && cheapest.padding(used) > PADDING * steps) {
      used++;
    }
    return new BucketPlan(cheapest.bounds(used));
  }

  /** Returns the bucket of a length. */
  int bucket(int length) {
    for (int bucket = 0; bucket < bounds.size(); bucket++) {
      if (length <= bounds.get(bucket)) {
        return bucket;
      }
    }
    return bounds.size() - 1;
  }

  /** The cheapest plans of one, two, three and more buckets. */
  private static final class Cheapest {
    private final int[] lengths;
    private final long[] counts;

    /**
     * starts[b][e] is where the last of b buckets starts that together hold the first e lengths
     * with the least padding.
     */
    private final int[][] starts;

    /** The steps of padding of b buckets that hold all lengths. */
    private final long[] padding;

    Cheapest(int[] lengths, long[] counts, int buckets) {
      this.lengths = lengths;
      this.counts = counts;
      this.starts = new int[buckets + 1][lengths.length + 1];
      this.padding = new long[buckets + 1];
      long[] fewer = new long[lengths.length + 1];
      Arrays.fill(fewer, 1, fewer.length, Long.MAX_VALUE);
      for (int bucket = 1; bucket <= buckets; bucket++) {
        fewer = withOneMore(bucket, fewer);
        padding[bucket] = fewer[lengths.length];
      }
    }

    int buckets() {
      return padding.length - 1;
    }

    long padding(int buckets) {
      return padding[buckets];
    }

    List<Integer> bounds(int buckets) {
      List<Integer> bounds = new ArrayList<>();
      int end = lengths.length;
      for (int bucket = buckets; bucket > 0; bucket--) {
        bounds.add(0, lengths[end - 1]);
        end = starts[bucket][end];
      }
      return List.copyOf(bounds);
    }

    private long[] withOneMore(int bucket, long[] fewer) {
      long[] least = new long[fewer.length];
      Arrays.fill(least, Long.MAX_VALUE);
      for (int end = bucket; end < fewer.length; end++) {
        long inside = 0;
        for (int start = end - 1; start >= bucket - 1; start--) {
          inside += counts[start] * (lengths[end - 1] - lengths[start]);
          if (fewer[start] != Long.MAX_VALUE && fewer[start] + inside < least[end]) {
            least[end] = fewer[start] + inside;
            starts[bucket][end] = start;
          }
        }
      }
      return least;
    }
  }
}
