package io.unroll.layers.recurrent;

import io.unroll.config.BackendSettings.Kernels;
import java.util.Collection;
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
 * <p>Hochreiter &amp; Schmidhuber (1997) with the forget gate of Gers et al. (2000); no peepholes:
 *
 * <pre>
 *   i, f, o = sigmoid(x W + h R + b),  a = tanh(x W + h R + b)
 *   c' = f c + i a,  h' = o tanh(c')
 * </pre>
 *
 * <p>Same parameters in the same layout as {@link LSTM}, {@code W [I, 4H]}, {@code RW [H, 4H]},
 * {@code b [1, 4H]} with column blocks [candidate, forget, output, input]: a network of these and a
 * network of stock layers exchange parameter vectors as they are. Activations are [batch, size,
 * time]. A mask [batch, time] says which steps are real: padding changes neither the states of real
 * steps nor a gradient; the activations of padded steps are unspecified, and their consumers
 * applies the mask.
 */
public final class SequenceLstm extends LSTM {

  private Kernels kernels = Kernels.AUTO;
  private boolean handsOver;

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
   * @param kernels which implementation may serve
   */
  public SequenceLstm(int inputSize, int hidden, double forgetGateBias, Kernels kernels) {
    this();
    setNIn(inputSize);
    setNOut(hidden);
    setForgetGateBiasInit(forgetGateBias);
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

  /** Returns whether another layer reads this layer's last state. */
  public boolean isHandsOver() {
    return handsOver;
  }

  /** Lets another layer read this layer's last state. */
  public void setHandsOver(boolean handsOver) {
    this.handsOver = handsOver;
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
        new RecurrentSettings(RecurrentCell.LSTM, kernels, handsOver));
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof SequenceLstm lstm
        && lstm.kernels == kernels
        && lstm.handsOver == handsOver;
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
