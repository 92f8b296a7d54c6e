package io.unroll.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * @param measured the metric that epochs are judged by on the validation split, by its name; empty
 *     where that is loss or accuracy
 * @param layers norms by layer; empty where they were not measured
 */
public record Epoch(
    int epoch,
    double trainLoss,
    OptionalDouble validLoss,
    long tokens,
    double seconds,
    double learningRate,
    List<Double> workerLosses,
    Map<String, Double> measured,
    SortedMap<String, Layer> layers) {

  /** Copies. */
  public Epoch {
    workerLosses = List.copyOf(workerLosses);
    measured = Map.copyOf(measured);
    layers = Collections.unmodifiableSortedMap(new TreeMap<>(layers));
  }

  /**
   * Norms of a layer, means over the last steps of an epoch's rounds.
   *
   * @param gradient norm of the mean gradient of a token, before clipping
   * @param updateRatio norm of the step over the norm of the parameters before it
   */
  public record Layer(double gradient, double updateRatio) {}
}
