package io.unroll.layers.decoder;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.recurrent.RecurrentCell;
import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A recurrent cell with attention in its recurrence: the layer inside an {@link AttentiveDecoder}.
 *
 * <p>Legend: E = input size, H = hidden size, of encoder states too, G = the cell's gates x H, A =
 * attention size.
 *
 * <p>Parameters, in this order: {@code W [E + H, G]}, whose last H rows meet what attention feeds
 * to the cell, {@code RW [H, G]} and {@code b}, laid out as those of {@code SequenceLstm}, {@code
 * SequenceGru} and {@code SequenceRnn}; then, row-major, the score's as in {@code
 * SequenceAttention}, and {@code Wc}, [H + E + H, H] or [2H, H] by the {@link Wiring}.
 */
public final class AttentiveCell extends BaseRecurrentLayer {

  /** Position of attention in the recurrence; y_t is the input, s_t the cell's state. */
  public enum Wiring {
    /**
     * The previous state asks (Bahdanau, Cho &amp; Bengio 2015, A.1.2 and A.2.2).
     *
     * <pre>
     *   c_t = attention(s_{t-1})
     *   s_t = cell([y_t; c_t], s_{t-1})
     *   output_t = tanh([s_t; y_t; c_t] Wc)
     * </pre>
     *
     * Their output goes through a maxout layer and reads s_{t-1} again; here it goes through tanh
     * and reads s_t.
     */
    PREVIOUS_STATE,
    /**
     * The new state asks, and the attentional state is fed to the next step (Luong, Pham &amp;
     * Manning 2015, section 3.3); output_0 = 0.
     *
     * <pre>
     *   s_t = cell([y_t; output_{t-1}], s_{t-1})
     *   c_t = attention(s_t)
     *   output_t = tanh([c_t; s_t] Wc)
     * </pre>
     */
    INPUT_FEEDING
  }

  private Cell cell = Cell.LSTM;
  private Score score = Score.GENERAL;
  private Wiring wiring = Wiring.INPUT_FEEDING;
  private int attentionSize;
  private double forgetGateBias = 1;
  private Kernels kernels = Kernels.AUTO;

  /** For JSON. */
  public AttentiveCell() {
    setActivationFn(new ActivationTanH());
    setRnnDataFormat(RNNFormat.NCW);
  }

  /**
   * With an attention size of {@code hidden} and an initial bias of an LSTM's forget gate of 1.
   *
   * @param inputSize features of a time step
   * @param hidden units of the cell, and size of an encoder state
   * @param kernels whether native kernels may, must or must not be used
   */
  public AttentiveCell(
      Cell cell, Score score, Wiring wiring, int inputSize, int hidden, Kernels kernels) {
    this();
    setNIn(inputSize);
    setNOut(hidden);
    this.cell = cell;
    this.score = score;
    this.wiring = wiring;
    this.attentionSize = hidden;
    this.kernels = kernels;
  }

  /** Returns the cell. */
  public Cell getCell() {
    return cell;
  }

  /** For JSON. */
  public void setCell(Cell cell) {
    this.cell = cell;
  }

  /** Returns how pairs of states are scored. */
  public Score getScore() {
    return score;
  }

  /** For JSON. */
  public void setScore(Score score) {
    this.score = score;
  }

  /** Returns the position of attention in the recurrence. */
  public Wiring getWiring() {
    return wiring;
  }

  /** For JSON. */
  public void setWiring(Wiring wiring) {
    this.wiring = wiring;
  }

  /** Returns the size of what {@link Score#ADDITIVE} takes the tanh of. */
  public int getAttentionSize() {
    return attentionSize;
  }

  /** Sets the size of what {@link Score#ADDITIVE} takes the tanh of. */
  public void setAttentionSize(int attentionSize) {
    this.attentionSize = attentionSize;
  }

  /** Initial bias of an LSTM's forget gate. */
  public double getForgetGateBias() {
    return forgetGateBias;
  }

  /** Sets the initial bias of an LSTM's forget gate. */
  public void setForgetGateBias(double forgetGateBias) {
    this.forgetGateBias = forgetGateBias;
  }

  /** Returns whether native kernels may, must or must not be used. */
  public Kernels getKernels() {
    return kernels;
  }

  /** For JSON. */
  public void setKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  RecurrentCell recurrentCell() {
    return switch (cell) {
      case LSTM -> RecurrentCell.LSTM;
      case GRU -> RecurrentCell.GRU_RESET_AFTER;
      case GRU_RESET_BEFORE -> RecurrentCell.GRU_RESET_BEFORE;
      case RNN -> RecurrentCell.RNN_TANH;
      case RNN_RELU -> RecurrentCell.RNN_RELU;
      case MINIMAL_GATED ->
          throw new IllegalStateException("a minimal gated unit cannot hold attention");
    };
  }

  @Override
  public ParamInitializer initializer() {
    return AttentiveParameters.INSTANCE;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    AttentiveDecoderLayer layer = new AttentiveDecoderLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialise));
    return layer;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return new LayerMemoryReport.Builder(getLayerName(), getClass(), input, input)
        .standardMemory(initializer().numParams(this), 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof AttentiveCell that
        && that.cell == cell
        && that.score == score
        && that.wiring == wiring
        && that.attentionSize == attentionSize
        && that.forgetGateBias == forgetGateBias
        && that.kernels == kernels;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), cell, score, wiring);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof AttentiveCell;
  }
}
