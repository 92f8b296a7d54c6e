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

/** Configuration of a cell that DL4J has no layer for. */
public abstract class CellConfiguration extends BaseRecurrentLayer {
  private Kernels kernels = Kernels.AUTO;

  /** For JSON. */
  protected CellConfiguration() {
    setActivationFn(new ActivationTanH());
    setRnnDataFormat(RNNFormat.NCW);
  }

  /**
   * @param inputSize features of a time step
   * @param hidden units
   * @param kernels which implementation may serve
   */
  protected CellConfiguration(int inputSize, int hidden, Kernels kernels) {
    this();
    setNIn(inputSize);
    setNOut(hidden);
    this.kernels = kernels;
  }

  /** Returns which implementation may serve. */
  public Kernels getKernels() {
    return kernels;
  }

  /** For JSON. */
  public void setKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Returns the computation of the cell. */
  abstract RecurrentSettings recurrence();

  /** Returns the blocks of the cell's parameters. */
  abstract GateParameters gateParameters();

  @Override
  public final ParamInitializer initializer() {
    return gateParameters();
  }

  @Override
  public final Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    return SequenceCellLayer.of(conf, listeners, index, parameters, initialise, type, recurrence());
  }

  @Override
  public final LayerMemoryReport getMemoryReport(InputType input) {
    return new LayerMemoryReport.Builder(getLayerName(), getClass(), input, input)
        .standardMemory(initializer().numParams(this), 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof CellConfiguration cell
        && cell.recurrence().equals(recurrence())
        && cell.gateParameters().equals(gateParameters());
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return getClass().isInstance(other);
  }
}
