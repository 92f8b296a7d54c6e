package io.unroll.shards;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * A padded batch, one row of a shard.
 *
 * <p>Legend: B = rows, S = steps, T = targetSteps.
 *
 * @param bucket length bucket, or the lane group of a language model
 * @param position order within the split (bucketed layout) or window index within the group (lanes)
 * @param input what the network reads: [B, S]
 * @param target what it is to write, [B, T]. Tokens: closed by {@code Vocabulary.EOS} in the
 *     bucketed layout, each next token in lanes. One label: one step. A label, or a vector, for
 *     each step: as many steps as the input
 * @param keys example keys, [B]; empty in the lanes layout
 * @param references of targets that are texts, the texts as the corpus gives them, [B]: what
 *     answers are compared with; empty in the training split, and of other targets
 */
public record SequenceBatch(
    int bucket,
    int position,
    Sequences input,
    Sequences target,
    List<String> keys,
    List<String> references)
    implements Serializable {

  /** A batch whose targets are known by their numbers alone. */
  public SequenceBatch(
      int bucket, int position, Sequences input, Sequences target, List<String> keys) {
    this(bucket, position, input, target, keys, List.of());
  }

  /** Bucket by bucket, and by position within: the order in which hidden state is carried. */
  public static final Comparator<SequenceBatch> SHARD_ORDER =
      Comparator.comparingInt(SequenceBatch::bucket).thenComparingInt(SequenceBatch::position);

  /**
   * Returns a batch of token ids on both sides.
   *
   * @param ids [B, S]
   * @param targets [B, T]
   */
  public static SequenceBatch ofIds(
      int bucket,
      int position,
      int steps,
      int[] ids,
      int[] lengths,
      int targetSteps,
      int[] targets,
      int[] targetLengths,
      List<String> keys) {
    return new SequenceBatch(
        bucket,
        position,
        new Sequences(steps, 0, ids, new float[0], lengths),
        new Sequences(targetSteps, 0, targets, new float[0], targetLengths),
        keys);
  }

  /**
   * Returns one of the shares into which a window of lanes is cut, each of neighbouring lanes: a
   * lane is in the same share of every window of its group, so hidden state goes on within a share.
   *
   * @param share from 0
   * @param shares at most B, or some are empty
   * @return [B / shares, S], of the same bucket and position, rounded up or down
   */
  public SequenceBatch lanes(int share, int shares) {
    int from = (int) ((long) rows() * share / shares);
    int to = (int) ((long) rows() * (share + 1) / shares);
    return new SequenceBatch(
        bucket, position, input.rows(from, to), target.rows(from, to), keys, references);
  }

  /** Sequences in the batch: B. */
  public int rows() {
    return input.rows();
  }

  /** Steps of the padded inputs: S. */
  public int steps() {
    return input.steps();
  }

  /** Input ids, [B, S]; empty where inputs are vectors. */
  public int[] ids() {
    return input.ids();
  }

  /** True input lengths, [B]. */
  public int[] lengths() {
    return input.lengths();
  }

  /** Steps of the padded targets: T. */
  public int targetSteps() {
    return target.steps();
  }

  /** Target ids, [B, T]; empty where targets are vectors. */
  public int[] targets() {
    return target.ids();
  }

  /** True target lengths, end-of-sequence included, [B]. */
  public int[] targetLengths() {
    return target.lengths();
  }

  /**
   * Returns the number of real (unpadded) target steps: the weight of this batch in every average.
   */
  public long targetTokens() {
    return target.realSteps();
  }
}
