package io.unroll.evaluation;

import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;

/**
 * Profile of a split's batches, by which two splits are compared.
 *
 * @param tokens how often each id occurs in the inputs; none where inputs are not tokens
 * @param labels how often each label occurs; none where targets are not labels
 * @param lengths how many inputs have so many steps; none where inputs are windows of a text
 */
public record DataProfile(long[] tokens, long[] labels, Map<Integer, Long> lengths)
    implements Serializable {

  /**
   * Counts a split.
   *
   * @param windows whether its inputs are windows of a text, whose lengths say nothing
   */
  public static DataProfile of(
      JavaRDD<SequenceBatch> batches, Manifest.Side source, Manifest.Side target, boolean windows) {
    int tokens = source.width() == 0 ? source.size() : 0;
    int labels = target.kind().startsWith("label") ? target.size() : 0;
    DataProfile none = new DataProfile(new long[tokens], new long[labels], new TreeMap<>());
    DataProfile counted = batches.treeAggregate(none, DataProfile::count, DataProfile::sum);
    return windows ? new DataProfile(counted.tokens, counted.labels, new TreeMap<>()) : counted;
  }

  private static DataProfile count(DataProfile counted, SequenceBatch batch) {
    add(counted.tokens, batch.input());
    add(counted.labels, batch.target());
    for (int length : batch.lengths()) {
      counted.lengths.merge(length, 1L, Long::sum);
    }
    return counted;
  }

  private static void add(long[] counts, Sequences sequences) {
    if (counts.length == 0) {
      return;
    }
    for (int row = 0; row < sequences.rows(); row++) {
      for (int step = 0; step < sequences.lengths()[row]; step++) {
        counts[sequences.ids()[row * sequences.steps() + step]]++;
      }
    }
  }

  private static DataProfile sum(DataProfile one, DataProfile other) {
    add(one.tokens, other.tokens);
    add(one.labels, other.labels);
    other.lengths.forEach((length, count) -> one.lengths.merge(length, count, Long::sum));
    return one;
  }

  private static void add(long[] to, long[] from) {
    for (int id = 0; id < from.length; id++) {
      to[id] += from[id];
    }
  }

  /**
   * Returns the length that a share of the inputs does not exceed; 0 without inputs.
   *
   * @param share such as 0.5 for the median
   */
  double lengthAt(double share) {
    long inputs = lengths.values().stream().mapToLong(Long::longValue).sum();
    long below = 0;
    for (Map.Entry<Integer, Long> entry : new TreeMap<>(lengths).entrySet()) {
      below += entry.getValue();
      if (below >= share * inputs) {
        return entry.getKey();
      }
    }
    return 0;
  }
}
