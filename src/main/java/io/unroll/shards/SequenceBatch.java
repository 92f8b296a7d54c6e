package io.unroll.shards;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * A padded batch of token ids, one row of a shard.
 *
 * <p>Legend: B = rows, S = steps, T = targetSteps. Matrices are row-major. Padding follows the real
 * tokens and holds {@code Vocabulary.PAD}.
 *
 * @param bucket length bucket, or the lane group of a language model
 * @param position order within the split (bucketed layout) or window index within the group (lanes)
 * @param ids source tokens, [B, S]
 * @param lengths true source lengths, [B]
 * @param targets bucketed: target tokens closed by {@code Vocabulary.EOS}; lanes: each next token,
 *     [B, T]
 * @param targetLengths true target lengths, end-of-sequence included, [B]
 * @param keys example keys, [B]; empty in the lanes layout
 */
public record SequenceBatch(
    int bucket,
    int position,
    int rows,
    int steps,
    int[] ids,
    int[] lengths,
    int targetSteps,
    int[] targets,
    int[] targetLengths,
    List<String> keys)
    implements Serializable {

  /** Bucket by bucket, and by position within: the order in which hidden state is carried. */
  public static final Comparator<SequenceBatch> SHARD_ORDER =
      Comparator.comparingInt(SequenceBatch::bucket).thenComparingInt(SequenceBatch::position);

  /** Number of real (unpadded) target tokens: the weight of this batch in every average. */
  public long targetTokens() {
    long sum = 0;
    for (int length : targetLengths) {
      sum += length;
    }
    return sum;
  }
}
