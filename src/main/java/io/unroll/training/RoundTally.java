package io.unroll.training;

/**
 * All workers of one round together.
 *
 * @param nats summed loss
 */
record RoundTally(double nats, long tokens) {

  double meanNats() {
    return nats / tokens;
  }
}
