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
 * Minimal gated unit (Zhou et al. 2016): a gated recurrent unit whose one gate both forgets and
 * resets.
 *
 * <pre>
 *   f = sigmoid(x W_f + h R_f + b_f)
 *   n = tanh(x W_n + (f h) R_n + b_n)
 *   h' = (1 - f) h + f n
 * </pre>
 *
 * <p>Parameters: {@code W [I, 2H]} and {@code RW [H, 2H]} in 'f' order, {@code b [2H]}, blocks
 * [forget, candidate]. Activations and masks as in {@link SequenceLstm}.
 */
public final class SequenceMinimalGated extends BaseRecurrentLayer {
  private static final int BLOCKS = 2;

  private Kernels kernels = Kernels.AUTO;

  /** For JSON. */
  public SequenceMinimalGated() {
    setActivationFn(new ActivationTanH());
    setRnnDataFormat(RNNFormat.NCW);
  }

  /**
   * @param inputSize features of a time step
   * @param hidden units
   * @param kernels which implementation may serve
   */
  public SequenceMinimalGated(int inputSize, int hidden, Kernels kernels) {
    this();
    setNIn(inputSize);
    setNOut(hidden);
    this.kernels = kernels;
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
    return new GateParameters(BLOCKS, BLOCKS, true);
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
            RecurrentCell.GRU_RESET_BEFORE, RecurrentSettings.Form.MINIMAL_GATED, kernels, false);
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
        && other instanceof SequenceMinimalGated unit
        && unit.kernels == kernels;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequenceMinimalGated;
  }
}
