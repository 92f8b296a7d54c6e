package io.unroll.training;

import java.io.Serializable;
import java.util.List;

/**
 * One pass over the training split.
 *
 * @param epoch from 1
 * @param trainNats mean loss of a training token while training, in nats
 * @param validNats mean loss of a validation token afterwards, in nats
 * @param tokens target tokens trained on
 * @param seconds wall-clock, validation included
 * @param learningRate of this epoch
 * @param skippedSteps steps left out because the gradient was not finite
 * @param workerNats mean training loss of each worker
 */
public record EpochSummary(
    int epoch,
    double trainNats,
    double validNats,
    long tokens,
    double seconds,
    double learningRate,
    int skippedSteps,
    double largestGradientNorm,
    List<Double> workerNats)
    implements Serializable {}
