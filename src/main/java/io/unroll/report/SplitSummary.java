package io.unroll.report;

import java.util.Map;

/**
 * Summary of one split's examples.
 *
 * @param read examples read from the corpus
 * @param kept examples that are in the shards
 * @param dropped examples left out, by reason
 * @param tokens real (unpadded) target tokens
 */
public record SplitSummary(
    long read, long kept, Map<String, Long> dropped, long batches, long tokens) {

  /** Copies, keeping the order. */
  public SplitSummary {
    dropped = Ordered.copyOf(dropped);
  }
}
