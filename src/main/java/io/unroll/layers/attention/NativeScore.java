package io.unroll.layers.attention;

import io.unroll.layers.kernel.Matrix;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A score of all pairs of decoder and encoder steps at once, native. Keeps what its gradient needs.
 */
public interface NativeScore extends AutoCloseable {

  /**
   * Writes the scores of all pairs of steps.
   *
   * @param scores_BTS address of the result
   * @param training whether {@link #backward} will follow
   */
  void forward(AttentionPass pass, long scores_BTS, boolean training);

  /** Differentiates the last forward pass. */
  void backward(AttentionPass pass, long dScores_BTS, Gradients gradients);

  /**
   * Addresses of the gradients.
   *
   * @param decoder_TBH address of the gradient by the decoder's states, to be added to
   * @param encoder_SBH address of the gradient by the encoder's states, to be added to
   * @param parameters gradients by parameters, to be overwritten
   */
  record Gradients(long decoder_TBH, long encoder_SBH, Map<String, INDArray> parameters) {
    Matrix parameter(String name) {
      return AttentionPass.matrix(parameters, name);
    }
  }

  @Override
  void close();
}
