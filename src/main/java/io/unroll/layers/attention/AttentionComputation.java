package io.unroll.layers.attention;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computation of the passes of a {@link SequenceAttention}.
 *
 * <p>Suffixes name shapes: B = batch, T = decoder steps, S = encoder steps, H = hidden size.
 */
interface AttentionComputation {

  /**
   * The states of both sides, of any strides.
   *
   * @param mask_BS 1 where an encoder step is real, 0 where it is padding; all are real without it
   */
  record States(INDArray decoder_BHT, INDArray encoder_BHS, Optional<INDArray> mask_BS) {}

  /**
   * Returns the attentional states [B, H, T].
   *
   * @param training whether {@link #backward} will follow
   */
  INDArray forward(States states, boolean training, LayerWorkspaceMgr workspaces);

  /**
   * Differentiates the last forward pass.
   *
   * @param dOutput_BHT gradient of the loss by the attentional states
   * @param gradients receives the gradients of the parameters, by name
   * @return the gradients by decoder states [B, H, T] and encoder states [B, H, S]
   */
  INDArray[] backward(
      INDArray dOutput_BHT, Map<String, INDArray> gradients, LayerWorkspaceMgr workspaces);

  /** Returns a copy of the last forward pass's attention weights [B, T, S]. */
  INDArray weights();

  /** Lets go of the last pass's arrays; its attention weights stay. */
  void clear();
}
