package io.unroll.training;

import io.unroll.layers.backend.KernelTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Progress of a training; the model is stored with it, in slices.
 *
 * @param iteration optimiser steps so far, on each worker
 * @param rounds done so far
 * @param epochs that are done
 * @param bestEpoch number of the best of them; 0 before the first
 * @param passes of the layers in the epochs that are done, all workers together
 * @param open the epoch that is under way
 */
record Checkpoint(
    int iteration,
    int rounds,
    List<EpochSummary> epochs,
    int bestEpoch,
    KernelTally passes,
    Optional<EpochTally> open) {

  /** Before the first step. */
  static final Checkpoint START =
      new Checkpoint(0, 0, List.of(), 0, KernelTally.NONE, Optional.empty());

  /** Returns the state after one more round. */
  Checkpoint afterRound(EpochTally tally, int steps) {
    return new Checkpoint(
        iteration + steps, rounds + 1, epochs, bestEpoch, passes, Optional.of(tally));
  }

  /** Returns the state after an epoch. */
  Checkpoint afterEpoch(EpochSummary summary, KernelTally epochPasses, StopMetric metric) {
    List<EpochSummary> all = new ArrayList<>(epochs);
    all.add(summary);
    boolean best =
        bestEpoch == 0 || metric.better(summary.valid(), epochs.get(bestEpoch - 1).valid());
    return new Checkpoint(
        iteration,
        rounds,
        List.copyOf(all),
        best ? summary.epoch() : bestEpoch,
        passes.plus(epochPasses),
        Optional.empty());
  }

  /** Returns whether each epoch was the best so far. */
  List<Boolean> betters(StopMetric metric) {
    List<Boolean> betters = new ArrayList<>();
    int best = -1;
    for (int epoch = 0; epoch < epochs.size(); epoch++) {
      boolean better =
          best < 0 || metric.better(epochs.get(epoch).valid(), epochs.get(best).valid());
      best = better ? epoch : best;
      betters.add(better);
    }
    return betters;
  }
}
