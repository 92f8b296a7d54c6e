package io.unroll.layers.attention;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A part of a network that attends to an encoder's states. */
public interface AttentionWeights {

  /**
   * Returns the attention weights [B, T, S] of the last forward pass, a copy: for every row and
   * decoder step, how the encoder's steps share its attention; exactly 0 on padding.
   *
   * @throws IllegalStateException before the first forward pass
   */
  INDArray attentionWeights();
}
