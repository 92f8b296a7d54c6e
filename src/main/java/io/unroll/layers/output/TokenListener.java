package io.unroll.layers.output;

/** Told of every token that an output layer compares, as it counts them. */
@FunctionalInterface
public interface TokenListener {

  /** Wants to know of none. */
  TokenListener NONE = (target, nats) -> {};

  /**
   * Receives one token that counts; they come step by step, within a step row by row.
   *
   * @param target its id
   * @param nats its cross-entropy, without label smoothing
   */
  void counted(int target, double nats);
}
