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

  /**
   * The plan of at most {@code buckets} buckets with the least padding, by dynamic programming over
   * the distinct lengths.
   *
   * @param histogram examples by length; not empty
   */
  static BucketPlan of(Map<Integer, Long> histogram, int buckets) {
    SortedMap<Integer, Long> sorted = new TreeMap<>(histogram);
    int[] lengths = sorted.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] counts = sorted.values().stream().mapToLong(Long::longValue).toArray();
    int used = Math.min(buckets, lengths.length);
    int[][] starts = cheapestStarts(lengths, counts, used);
    List<Integer> bounds = new ArrayList<>();
    int end = lengths.length;
    for (int bucket = used; bucket > 0; bucket--) {
      bounds.add(0, lengths[end - 1]);
      end = starts[bucket][end];
    }
    return new BucketPlan(List.copyOf(bounds));
  }

  /** The bucket of a length. */
  int bucket(int length) {
    for (int bucket = 0; bucket < bounds.size(); bucket++) {
      if (length <= bounds.get(bucket)) {
        return bucket;
      }
    }
    return bounds.size() - 1;
  }

  /**
   * starts[b][e] is where the last of b buckets starts that together hold the first e lengths with
   * the least padding.
   */
  private static int[][] cheapestStarts(int[] lengths, long[] counts, int buckets) {
    int n = lengths.length;
    int[][] starts = new int[buckets + 1][n + 1];
    long[] fewer = new long[n + 1];
    Arrays.fill(fewer, 1, n + 1, Long.MAX_VALUE);
    for (int bucket = 1; bucket <= buckets; bucket++) {
      long[] padding = new long[n + 1];
      Arrays.fill(padding, Long.MAX_VALUE);
      for (int end = bucket; end <= n; end++) {
        long inside = 0;
        for (int start = end - 1; start >= bucket - 1; start--) {
          inside += counts[start] * (lengths[end - 1] - lengths[start]);
          if (fewer[start] != Long.MAX_VALUE && fewer[start] + inside < padding[end]) {
            padding[end] = fewer[start] + inside;
            starts[bucket][end] = start;
          }
        }
      }
      fewer = padding;
    }
    return starts;
  }
}
