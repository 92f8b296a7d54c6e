package io.unroll.config;

import java.io.Serializable;
import java.util.Optional;

/**
 * How parameters are learned.
 *
 * @param workers Spark tasks that train side by side
 * @param averageEvery batches each worker trains between two averagings
 * @param learningRateDecay factor applied to the learning rate after every epoch
 * @param clipNorm largest global L2 norm of a gradient; {@code off} in a settings file means empty
 * @param epochs passes over the training split
 * @param patience epochs without a better validation loss before training stops
 */
public record TrainingSettings(
    int workers,
    int averageEvery,
    Optimizer optimizer,
    double learningRate,
    double learningRateDecay,
    Optional<Double> clipNorm,
    int epochs,
    int patience)
    implements Serializable {

  /** Inner optimiser of every worker. */
  public enum Optimizer {
    ADAM,
    RMSPROP,
    SGD
  }
}
