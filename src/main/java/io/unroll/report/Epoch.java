package io.unroll.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One pass over the training data.
 *
 * @param epoch counted from 1
 * @param trainLoss nats per target token, averaged over the epoch
 * @param validLoss nats per target token after the epoch; empty without a validation split
 * @param tokens target tokens trained on in this epoch
 * @param seconds wall-clock time, validation included
 * @param learningRate at the end of the epoch
 * @param workerLosses mean training loss of each worker in worker order, nats per target token; NaN
 *     for a worker that saw no batch
 */
public record Epoch(
    int epoch,
    double trainLoss,
    OptionalDouble validLoss,
    long tokens,
    double seconds,
    double learningRate,
    List<Double> workerLosses) {

  /** Copies the losses. */
  public Epoch {
    workerLosses = List.copyOf(workerLosses);
  }
}
