package io.unroll.layers.recurrent;

import io.unroll.config.BackendSettings.Kernels;
import java.util.Collection;
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
 * A simple recurrent cell whose only recurrence goes through the output: what it reads is the token
 * written before, and no step knows the hidden state of another (Goodfellow, Bengio &amp; Courville
 * 2016, section 10.2.1). Under teacher forcing no gradient flows through time.
 *
 * <pre>
 *   h_t = tanh(x_t W + b)              where x_t is the embedding of the target before
 *   h_t = tanh(x_t W + s R + b)        where a state s is given, as to a decoder (section 10.2.4)
 * </pre>
 *
 * <p>Parameters: {@code W [I, H]} in 'f' order, {@code RW [H, H]} only where a state is given,
 * {@code b [H]}. Activations and masks as in {@link SequenceLstm}.
 */
public final class SequenceOutputRnn extends BaseRecurrentLayer {

  private Kernels kernels = Kernels.AUTO;
  private boolean fromState;

  /** For JSON. */
  public SequenceOutputRnn() {
    setActivationFn(new ActivationTanH());
    setRnnDataFormat(RNNFormat.NCW);
  }

  /**
   * @param inputSize features of a time step
   * @param hidden units
   * @param fromState whether a {@link CellFromState} gives the layer a state
   * @param kernels which implementation may serve
   */
  public SequenceOutputRnn(int inputSize, int hidden, boolean fromState, Kernels kernels) {
    this();
    setNIn(inputSize);
    setNOut(hidden);
    this.fromState = fromState;
    this.kernels = kernels;
  }

  /** Returns whether a state is given to the layer. */
  public boolean isFromState() {
    return fromState;
  }

  /** For JSON. */
  public void setFromState(boolean fromState) {
    this.fromState = fromState;
  }

  /** Which implementation may serve. */
  public Kernels getKernels() {
    return kernels;
  }

  /** For JSON. */
  public void setKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public ParamInitializer initializer() {
    return new GateParameters(1, 1, fromState);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    RecurrentSettings settings =
        new RecurrentSettings(
            RecurrentCell.RNN_TANH, RecurrentSettings.Form.THROUGH_OUTPUT, kernels, false);
    return SequenceCellLayer.of(conf, listeners, index, parameters, initialise, type, settings);
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
        && other instanceof SequenceOutputRnn cell
        && cell.fromState == fromState
        && cell.kernels == kernels;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequenceOutputRnn;
  }
}
