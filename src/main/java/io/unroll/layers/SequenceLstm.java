package io.unroll.layers;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's LSTM, computed by a whole-sequence kernel where one serves.
 *
 * <p>Same parameters in the same layout as {@link LSTM}: a network of these and a network of stock
 * layers exchange parameter vectors as they are. Activations are [batch, size, time].
 *
 * <p>A mask does not zero the activations of padded steps, as the stock layer does with some
 * inputs: padding follows the real steps, so a forward-reading cell never sees it before them, and
 * whatever consumes the states applies the mask.
 */
public final class SequenceLstm extends LSTM {

  private boolean nativeKernel = true;

  /** For JSON. */
  public SequenceLstm() {
    setActivationFn(new ActivationTanH());
    setRnnDataFormat(RNNFormat.NCW);
  }

  /**
   * @param inputSize features of a time step
   * @param hidden units
   * @param forgetGateBias initial bias of the forget gate; 1 lets memory flow at the start
   *     (Jozefowicz et al. 2015)
   * @param nativeKernel whether the kernel may be used at all
   */
  public SequenceLstm(int inputSize, int hidden, double forgetGateBias, boolean nativeKernel) {
    this();
    setNIn(inputSize);
    setNOut(hidden);
    setForgetGateBiasInit(forgetGateBias);
    this.nativeKernel = nativeKernel;
  }

  /** Whether the native kernel may be used. */
  public boolean isNativeKernel() {
    return nativeKernel;
  }

  /** For JSON. */
  public void setNativeKernel(boolean nativeKernel) {
    this.nativeKernel = nativeKernel;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType dataType) {
    SequenceLstmLayer layer = new SequenceLstmLayer(conf, dataType, nativeKernel);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    Map<String, INDArray> table = initializer().init(conf, parameters, initialise);
    layer.setParamTable(table);
    layer.setConf(conf);
    return layer;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof SequenceLstm lstm
        && lstm.nativeKernel == nativeKernel;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequenceLstm;
  }
}
