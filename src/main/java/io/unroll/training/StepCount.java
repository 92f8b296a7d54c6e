package io.unroll.training;

import io.unroll.layers.backend.KernelTally;
import java.io.Serializable;

/**
 * Sums over optimiser steps.
 *
 * @param nats summed loss over the tokens trained on
 * @param tokens real target tokens trained on
 */
record StepCount(double nats, long tokens, int steps, KernelTally passes) implements Serializable {

  static final StepCount NONE = new StepCount(0, 0, 0, KernelTally.NONE);

  StepCount plus(StepCount other) {
    return new StepCount(
        nats + other.nats, tokens + other.tokens, steps + other.steps, passes.plus(other.passes));
  }
}
