package io.unroll.training;

import io.unroll.shards.SequenceBatch;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;

/**
 * How much there is to train on.
 *
 * @param tokens real target tokens
 */
record SplitSize(long batches, long rows, long tokens) implements Serializable {

  static SplitSize of(JavaRDD<SequenceBatch> batches) {
    return batches
        .map(batch -> new SplitSize(1, batch.rows(), batch.targetTokens()))
        .fold(new SplitSize(0, 0, 0), SplitSize::plus);
  }

  private SplitSize plus(SplitSize other) {
    return new SplitSize(batches + other.batches, rows + other.rows, tokens + other.tokens);
  }

  double tokensPerRow() {
    return (double) tokens / rows;
  }
}
