package io.unroll.benchmark.parity;

import ai.djl.ndarray.NDArray;
import io.unroll.shards.SequenceBatch;

/** A model type in PyTorch's operators. */
interface Reference extends AutoCloseable {

  /** Summed cross-entropy of a batch's real targets in nats, a scalar to be differentiated. */
  NDArray nats(Operators operators, SequenceBatch batch);

  /** Releases what is carried from batch to batch. */
  @Override
  default void close() {}
}
