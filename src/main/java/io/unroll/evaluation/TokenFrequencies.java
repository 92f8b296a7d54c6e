package io.unroll.evaluation;

import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import io.unroll.tokens.Vocabulary;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;

/**
 * Frequencies of the tokens of inputs in the training split.
 *
 * @param counts by id; none where inputs are not tokens
 */
public record TokenFrequencies(long[] counts) implements Serializable {

  /** Counts the inputs of the training split, where they are tokens. */
  public static TokenFrequencies of(JavaRDD<SequenceBatch> train, Manifest.Side source) {
    if (source.width() > 0) {
      return new TokenFrequencies(new long[0]);
    }
    return new TokenFrequencies(
        train.treeAggregate(
            new long[source.size()], TokenFrequencies::count, TokenFrequencies::sum));
  }

  private static long[] count(long[] counts, SequenceBatch batch) {
    Sequences input = batch.input();
    for (int row = 0; row < input.rows(); row++) {
      for (int step = 0; step < input.lengths()[row]; step++) {
        counts[input.ids()[row * input.steps() + step]]++;
      }
    }
    return counts;
  }

  private static long[] sum(long[] one, long[] other) {
    for (int id = 0; id < one.length; id++) {
      one[id] += other[id];
    }
    return one;
  }

  boolean areKnown() {
    return counts.length > 0;
  }

  int vocabulary() {
    return counts.length;
  }

  /** Of a token; one that is not in the vocabulary has never been read as itself. */
  long of(int id) {
    return id == Vocabulary.UNKNOWN ? 0 : counts[id];
  }

  /** Of the rarest of several tokens. */
  long ofRarest(int... ids) {
    long rarest = Long.MAX_VALUE;
    for (int id : ids) {
      rarest = Math.min(rarest, of(id));
    }
    return rarest;
  }
}
