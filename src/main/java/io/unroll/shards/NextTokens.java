package io.unroll.shards;

/**
 * The stored form of a language model's batches: every target is the input of the next step, so a
 * row is kept as its inputs followed by the last target, and no targets are stored.
 *
 * <p>It halves what is written, read and moved. Other batches are stored as they are.
 */
final class NextTokens {
  private static final int[] NONE = {};

  private NextTokens() {}

  /** Returns the inputs to store: of a language model, ids [B, S + 1]. */
  static Sequences join(SequenceBatch batch) {
    Sequences input = batch.input();
    if (!isStream(batch)) {
      return input;
    }
    int steps = input.steps();
    int[] ids = new int[input.rows() * (steps + 1)];
    for (int row = 0; row < input.rows(); row++) {
      int to = row * (steps + 1);
      int length = input.lengths()[row];
      if (length > 0) {
        ids[to] = input.ids()[row * steps];
        System.arraycopy(batch.targets(), row * steps, ids, to + 1, length);
      }
    }
    return new Sequences(steps, 0, ids, input.values(), input.lengths());
  }

  /** Returns the targets to store: of a language model, their lengths only. */
  static Sequences withoutTargets(SequenceBatch batch) {
    Sequences target = batch.target();
    return isStream(batch)
        ? new Sequences(target.steps(), 0, NONE, target.values(), target.lengths())
        : target;
  }

  /** Returns the batch whose stored form this is. */
  static SequenceBatch split(SequenceBatch stored) {
    Sequences joined = stored.input();
    int steps = joined.steps();
    if (!isStream(stored) || joined.ids().length != joined.rows() * (steps + 1)) {
      return stored;
    }
    int[] ids = new int[joined.rows() * steps];
    int[] targets = new int[ids.length];
    for (int row = 0; row < joined.rows(); row++) {
      int from = row * (steps + 1);
      int length = joined.lengths()[row];
      System.arraycopy(joined.ids(), from, ids, row * steps, length);
      System.arraycopy(joined.ids(), from + 1, targets, row * steps, length);
    }
    return SequenceBatch.ofIds(
        stored.bucket(),
        stored.position(),
        steps,
        ids,
        joined.lengths(),
        steps,
        targets,
        stored.targetLengths(),
        stored.keys());
  }

  private static boolean isStream(SequenceBatch batch) {
    return batch.keys().isEmpty();
  }
}
