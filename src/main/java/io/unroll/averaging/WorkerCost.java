package io.unroll.averaging;

import java.io.Serializable;

/**
 * Time and bytes of a worker's part of a round.
 *
 * @param gatherSeconds to fetch and put together the model
 * @param fitSeconds to train
 * @param bytesIn fetched, from other executors and its own
 */
record WorkerCost(double gatherSeconds, double fitSeconds, long bytesIn) implements Serializable {}
