package io.unroll.training;

import io.unroll.shards.SequenceBatch;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;

/**
 * Size of the training split.
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
