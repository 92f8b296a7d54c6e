package io.unroll.network;

import io.unroll.shards.Sequences;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sequences as arrays: ids [B, 1, T] or vectors [B, W, T]. */
final class InputTensors {
  /** The graph input of models that read one sequence. */
  static final String NAME = "sequence";

  private InputTensors() {}

  static INDArray of(Sequences sequences) {
    return sequences.width() == 0
        ? Tensors.ids(sequences.ids(), sequences.rows(), sequences.steps())
        : Tensors.vectors(
            sequences.values(), sequences.rows(), sequences.steps(), sequences.width());
  }

  /** One on real steps, [B, T]. */
  static INDArray mask(Sequences sequences) {
    return Tensors.mask(sequences.lengths(), sequences.rows(), sequences.steps());
  }
}
