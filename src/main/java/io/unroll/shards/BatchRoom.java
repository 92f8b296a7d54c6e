package io.unroll.shards;

import io.unroll.config.InvalidInput;
import io.unroll.config.ShardSettings;

/** Check that refuses batches of more numbers than an array holds. */
final class BatchRoom {
  /** Most elements of a Java array that every JVM makes. */
  private static final long MOST = Integer.MAX_VALUE - 8L;

  private BatchRoom() {}

  /**
   * Checks the largest batch of a side.
   *
   * @param side {@code input} or {@code target}, for the error
   * @param steps of its longest sequence
   * @param numbers of a step; 1 where steps are ids
   * @throws InvalidInput if it is too large
   */
  static void check(String side, ShardSettings settings, long steps, long numbers) {
    boolean byTokens = settings.batchBy() == ShardSettings.BatchBy.TOKENS;
    long rowsBySteps =
        byTokens ? Math.max(steps, settings.batchTokens()) : settings.batchSize() * steps;
    long most = MOST / Math.max(1, numbers);
    if (rowsBySteps > most) {
      throw new InvalidInput(
          ("shards.%s: a batch must have at most %s %s numbers, but %s steps of %s numbers are"
                  + " more; lower it, or shards.maxLength")
              .formatted(byTokens ? "batchTokens" : "batchSize", MOST, side, rowsBySteps, numbers));
    }
  }
}
