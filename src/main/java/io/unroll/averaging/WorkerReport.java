package io.unroll.averaging;

import io.unroll.layers.backend.KernelTally;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/**
 * Report of a worker on a round.
 *
 * @param nats summed loss over the tokens trained on
 * @param tokens real target tokens trained on: this worker's weight in the average
 * @param steps optimiser steps, those left out among them
 * @param largestNorm largest gradient norm before clipping
 * @param layers norms at the round's last step, by layer
 * @param passes of the layers
 */
public record WorkerReport(
    int worker,
    double nats,
    long tokens,
    int steps,
    List<SkippedStep> skipped,
    double largestNorm,
    SortedMap<String, LayerNorms> layers,
    KernelTally passes)
    implements Serializable {}
