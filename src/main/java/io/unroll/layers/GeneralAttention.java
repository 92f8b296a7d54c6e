package io.unroll.layers;

import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.samediff.SDVertexParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInitXavier;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Global attention with the "general" score of Luong, Pham &amp; Manning (2015), without input
 * feeding.
 *
 * <p>Legend: B = batch, H = hidden size, T = decoder steps, S = encoder steps. Inputs: decoder
 * states [B, H, T] and encoder states [B, H, S]; the mask [B, S] of the second says which source
 * steps are real. Output: attentional states [B, H, T].
 *
 * <pre>
 *   score(t, s) = h_t' W_a m_s                      (eq. 8, general)
 *   a_t = softmax over the real s of score(t, s)    (eq. 7)
 *   c_t = sum over s of a_t(s) m_s
 *   output_t = tanh(W_c [c_t; h_t])                 (eq. 5)
 * </pre>
 */
public final class GeneralAttention extends SameDiffVertex {

  static final String SCORE_WEIGHT = "Wa";
  static final String COMBINE_WEIGHT = "Wc";

  private int hidden;

  /** For JSON. */
  public GeneralAttention() {}

  /**
   * @param hidden size of both decoder and encoder states
   */
  public GeneralAttention(int hidden) {
    this.hidden = hidden;
  }

  /** Size of the states. */
  public int getHidden() {
    return hidden;
  }

  /** For JSON. */
  public void setHidden(int hidden) {
    this.hidden = hidden;
  }

  @Override
  public void defineParametersAndInputs(SDVertexParams params) {
    params.defineInputs("decoder", "encoder");
    params.addWeightParam(SCORE_WEIGHT, hidden, hidden);
    params.addWeightParam(COMBINE_WEIGHT, 2L * hidden, hidden);
  }

  @Override
  public void initializeParameters(Map<String, INDArray> params) {
    WeightInitXavier xavier = new WeightInitXavier();
    params.forEach(
        (name, array) -> xavier.init(array.size(0), array.size(1), array.shape(), 'c', array));
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType dataType) {
    setName(name);
    return new GeneralAttentionVertex(this, graph, name, index, parameters, initialise, dataType);
  }

  @Override
  public SDVariable defineVertex(
      SameDiff graph,
      Map<String, SDVariable> inputs,
      Map<String, SDVariable> parameters,
      Map<String, SDVariable> masks) {
    throw new UnsupportedOperationException("computed by GeneralAttentionVertex");
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray @Nullable [] masks, MaskState state, int batch) {
    return new Pair<>(masks == null ? null : masks[0], state);
  }

  @Override
  public GraphVertex clone() {
    GeneralAttention copy = new GeneralAttention(hidden);
    copy.setUpdater(getUpdater());
    copy.setBiasUpdater(getBiasUpdater());
    copy.setRegularization(getRegularization());
    copy.setRegularizationBias(getRegularizationBias());
    copy.setGradientNormalization(getGradientNormalization());
    copy.setGradientNormalizationThreshold(getGradientNormalizationThreshold());
    copy.setDataType(getDataType());
    copy.setName(getName());
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GeneralAttention attention && attention.hidden == hidden;
  }

  @Override
  public int hashCode() {
    return Integer.hashCode(hidden);
  }
}
