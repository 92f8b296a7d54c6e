package io.unroll.training;

import io.unroll.layers.KernelTally;
import java.util.List;

/**
 * Everything training needs to go on after a completed epoch.
 *
 * @param rounds rounds done so far
 * @param best parameters of the best epoch so far
 * @param passes of the layers, all epochs and workers together
 */
record Checkpoint(
    SharedModel model,
    List<EpochSummary> epochs,
    int rounds,
    int bestEpoch,
    float[] best,
    KernelTally passes) {}
