package io.unroll.layers.attention;

import io.unroll.config.BackendSettings.Kernels;
import java.util.Map;
import java.util.Objects;
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
 * Global attention of a decoder over an encoder's states, after Luong, Pham &amp; Manning (2015),
 * without input feeding.
 *
 * <p>Legend: B = batch, H = hidden size, T = decoder steps, S = encoder steps, A = attention size.
 * Inputs: decoder states [B, H, T] and encoder states [B, H, S]; the mask [B, S] of the second says
 * which source steps are real. Output: attentional states [B, H, T].
 *
 * <pre>
 *   score(t, s) = one of {@link Score}
 *   a_t = softmax over the real s of score(t, s)    (eq. 7)
 *   c_t = sum over s of a_t(s) m_s
 *   output_t = tanh([c_t; h_t] W_c)                 (eq. 5)
 * </pre>
 *
 * <p>Padded steps get weight zero exactly; an example of padding only has contexts of zeros.
 *
 * <p>Parameters, in this order, each row-major: those of the score, then {@code Wc} [2H, H], whose
 * first H rows meet the context.
 */
public final class SequenceAttention extends SameDiffVertex {

  public static final String SCORE_WEIGHT = "Wa";
  public static final String QUERY_WEIGHT = "Wq";
  public static final String MEMORY_WEIGHT = "Wm";
  public static final String SCORE_VECTOR = "v";
  public static final String COMBINE_WEIGHT = "Wc";

  /** Score of encoder state m_s for decoder state h_t. */
  public enum Score {
    /** {@code h_t . m_s} (Luong et al. 2015, eq. 8); no parameters. */
    DOT,
    /** {@code h_t Wa m_s} (Luong et al. 2015, eq. 8); {@code Wa} [H, H]. */
    GENERAL,
    /**
     * {@code v . tanh(h_t Wq + m_s Wm)} (Bahdanau, Cho &amp; Bengio 2015, A.1.2); {@code Wq} [H,
     * A], {@code Wm} [H, A], {@code v} [A, 1].
     */
    ADDITIVE
  }

  private Score score = Score.GENERAL;
  private int hidden;
  private int attentionSize;
  private Kernels kernels = Kernels.AUTO;

  /** For JSON. */
  public SequenceAttention() {}

  /**
   * With an attention size of {@code hidden}.
   *
   * @param hidden size of both decoder and encoder states
   * @param kernels whether the native kernel may, must or must not be used
   */
  public SequenceAttention(Score score, int hidden, Kernels kernels) {
    this(score, hidden, hidden, kernels);
  }

  /**
   * @param hidden size of both decoder and encoder states
   * @param attentionSize A, which only {@link Score#ADDITIVE} has
   * @param kernels whether the native kernel may, must or must not be used
   */
  public SequenceAttention(Score score, int hidden, int attentionSize, Kernels kernels) {
    this.score = score;
    this.hidden = hidden;
    this.attentionSize = attentionSize;
    this.kernels = kernels;
  }

  /** Returns how pairs of states are scored. */
  public Score getScore() {
    return score;
  }

  /** For JSON. */
  public void setScore(Score score) {
    this.score = score;
  }

  /** Returns the size of the states. */
  public int getHidden() {
    return hidden;
  }

  /** For JSON. */
  public void setHidden(int hidden) {
    this.hidden = hidden;
  }

  /** Returns the size of what {@link Score#ADDITIVE} takes the tanh of. */
  public int getAttentionSize() {
    return attentionSize;
  }

  /** For JSON. */
  public void setAttentionSize(int attentionSize) {
    this.attentionSize = attentionSize;
  }

  /** Returns whether the native kernel may, must or must not be used. */
  public Kernels getKernels() {
    return kernels;
  }

  /** For JSON. */
  public void setKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public void defineParametersAndInputs(SDVertexParams params) {
    params.defineInputs("decoder", "encoder");
    switch (score) {
      case DOT -> {}
      case GENERAL -> params.addWeightParam(SCORE_WEIGHT, hidden, hidden);
      case ADDITIVE -> {
        params.addWeightParam(QUERY_WEIGHT, hidden, attentionSize);
        params.addWeightParam(MEMORY_WEIGHT, hidden, attentionSize);
        params.addWeightParam(SCORE_VECTOR, attentionSize, 1);
      }
    }
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
    return new SequenceAttentionVertex(this, graph, name, index, parameters, initialise, dataType);
  }

  @Override
  public SDVariable defineVertex(
      SameDiff graph,
      Map<String, SDVariable> inputs,
      Map<String, SDVariable> parameters,
      Map<String, SDVariable> masks) {
    throw new UnsupportedOperationException("computed by SequenceAttentionVertex");
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray @Nullable [] masks, MaskState state, int batch) {
    return new Pair<>(masks == null ? null : masks[0], state);
  }

  @Override
  public GraphVertex clone() {
    SequenceAttention copy = new SequenceAttention(score, hidden, attentionSize, kernels);
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
    return other instanceof SequenceAttention attention
        && attention.score == score
        && attention.hidden == hidden
        && attention.attentionSize == attentionSize
        && attention.kernels == kernels;
  }

  @Override
  public int hashCode() {
    return Objects.hash(score, hidden, attentionSize, kernels);
  }
}
