package io.unroll.benchmark;

import io.unroll.shards.SequenceBatch;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One network in training on one thread: what the sides of a measurement have in common.
 *
 * <p>A language model starts a batch of position 0 from zeros, and any other from the state that it
 * ended the one before with.
 */
interface Trainee {

  /**
   * One whole training step from token ids: embedding lookup, cells, softmax cross-entropy,
   * backward, clipping by the global norm, Adam.
   *
   * @return mean loss of the batch in nats per token, before the step
   */
  double step(SequenceBatch batch);

  /** Forward and backward only: as {@link #step}, without clipping and Adam. */
  double gradient(SequenceBatch batch);

  /** Mean loss of the batch in nats per token, without training. */
  double loss(SequenceBatch batch);

  /** Writes the parameters of a language model as {@link SharedStart}; ours only. */
  default void save(Path file) throws IOException {
    throw new UnsupportedOperationException("save");
  }

  /** Takes parameters over, before the first step; PyTorch only. */
  default void load(Path file) throws IOException {
    throw new UnsupportedOperationException("load");
  }
}
