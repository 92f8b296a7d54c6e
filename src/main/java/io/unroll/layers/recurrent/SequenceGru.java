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
 * Gated recurrent unit (Cho et al. 2014), which DL4J has no layer for.
 *
 * <pre>
 *   u, r = sigmoid(x W + h R + b)
 *   reset after:   n = tanh(x W_n + b_n + r (h R_n + b'))     as cuDNN, PyTorch
 *   reset before:  n = tanh(x W_n + b_n + (r h) R_n)          Cho et al., eq. 8
 *   h' = u h + (1 - u) n
 * </pre>
 *
 * <p>Parameters: {@code W [I, 3H]} and {@code RW [H, 3H]} in 'f' order with column blocks [update,
 * reset, candidate]; {@code b [4H]} with blocks [update, reset, candidate, recurrent candidate b']
 * for reset after, {@code b [3H]} without the last for reset before. Activations and masks as in
 * {@link SequenceLstm}.
 */
public final class SequenceGru extends BaseRecurrentLayer {

  private boolean resetAfter = true;
  private Kernels kernels = Kernels.AUTO;

  /** For JSON. */
  public SequenceGru() {
    setActivationFn(new ActivationTanH());
    setRnnDataFormat(RNNFormat.NCW);
  }

  /**
   * @param inputSize features of a time step
   * @param hidden units
   * @param resetAfter whether the reset gate comes after the recurrent product
   * @param kernels which implementation may serve
   */
  public SequenceGru(int inputSize, int hidden, boolean resetAfter, Kernels kernels) {
    this();
    setNIn(inputSize);
    setNOut(hidden);
    this.resetAfter = resetAfter;
    this.kernels = kernels;
  }

  /** Returns whether the reset gate comes after the recurrent product. */
  public boolean isResetAfter() {
    return resetAfter;
  }

  /** For JSON. */
  public void setResetAfter(boolean resetAfter) {
    this.resetAfter = resetAfter;
  }

  /** Which implementation may serve. */
  public Kernels getKernels() {
    return kernels;
  }

  /** For JSON. */
  public void setKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  private RecurrentCell cell() {
    return resetAfter ? RecurrentCell.GRU_RESET_AFTER : RecurrentCell.GRU_RESET_BEFORE;
  }

  @Override
  public ParamInitializer initializer() {
    return new GateParameters(cell().gates(), cell().biases(), true);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    return SequenceCellLayer.of(
        conf,
        listeners,
        index,
        parameters,
        initialise,
        type,
        new RecurrentSettings(cell(), kernels, false));
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
        && other instanceof SequenceGru gru
        && gru.resetAfter == resetAfter
        && gru.kernels == kernels;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequenceGru;
  }
}
