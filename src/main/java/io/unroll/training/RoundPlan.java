package io.unroll.training;

import io.unroll.config.AveragingSettings;
import java.io.Serializable;

/**
 * Which batches of an epoch belong to which round.
 *
 * <p>After each of the first {@code averaging.warmup} batches of the whole training the workers are
 * averaged; after that, every {@code averaging.every}, times {@code averaging.growth} for each
 * epoch that is done. No round reaches over the end of an epoch.
 *
 * @param epochSteps batches of the worker with the most batches
 */
record RoundPlan(AveragingSettings settings, int epochSteps) {

  /**
   * A worker's batches of one round; a worker with fewer may have none of them.
   *
   * @param from first of the epoch, from 0
   * @param to behind the last
   */
  record Span(int from, int to) implements Serializable {
    int steps() {
      return to - from;
    }
  }

  /**
   * Returns the round that starts with this batch.
   *
   * @param epoch from 1
   */
  Span at(int epoch, int from) {
    long before = steps(epoch - 1) + from;
    long length = before < settings.warmup() ? 1 : every(epoch);
    return new Span(from, (int) Math.min(epochSteps, from + length));
  }

  /** Returns the number of batches in this many epochs, of the worker with the most. */
  long steps(int epochs) {
    return (long) epochs * epochSteps;
  }

  /** Returns the number of rounds of an epoch. */
  int rounds(int epoch) {
    int rounds = 0;
    for (int from = 0; from < epochSteps; from = at(epoch, from).to()) {
      rounds++;
    }
    return rounds;
  }

  private long every(int epoch) {
    return Math.round(
        Math.min(epochSteps, settings.every() * Math.pow(settings.growth(), epoch - 1)));
  }
}
