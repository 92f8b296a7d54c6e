package io.unroll.training;

import io.unroll.layers.KernelTally;
import io.unroll.network.RecurrentState;
import java.io.Serializable;

/**
 * What one worker brings back from a round.
 *
 * @param lanes hidden state to go on with in the next round
 * @param nats summed loss over the tokens trained on
 * @param tokens real target tokens trained on: this worker's weight in the average
 * @param skipped steps left out because the gradient was not finite
 * @param largestNorm largest gradient norm before clipping
 * @param passes of this round's layers
 */
record WorkerResult(
    int worker,
    float[] parameters,
    float[] optimiserState,
    RecurrentState lanes,
    double nats,
    long tokens,
    int skipped,
    double largestNorm,
    KernelTally passes)
    implements Serializable {}
