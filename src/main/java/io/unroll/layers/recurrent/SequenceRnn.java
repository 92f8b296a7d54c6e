package io.unroll.layers.recurrent;

import io.unroll.config.BackendSettings.Kernels;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's simple recurrent layer {@code h' = a(x W + h R + b)} with a = tanh (Elman 1990) or relu
 * (Le, Jaitly &amp; Hinton 2015), computed by a whole-sequence kernel where one serves.
 *
 * <p>Same parameters in the same layout as {@link SimpleRnn}: {@code W [I, H]}, {@code RW [H, H]}
 * in 'f' order, {@code b [H]}. Activations and masks as in {@link SequenceLstm}.
 */
public final class SequenceRnn extends SimpleRnn {

  private Kernels kernels = Kernels.AUTO;

  /** For JSON. */
  public SequenceRnn() {
    super(new Builder().activation(Activation.TANH));
  }

  /**
   * @param inputSize features of a time step
   * @param hidden units
   * @param relu whether the activation is relu instead of tanh
   * @param kernels which implementation may serve
   */
  public SequenceRnn(int inputSize, int hidden, boolean relu, Kernels kernels) {
    super(
        new Builder()
            .nIn(inputSize)
            .nOut(hidden)
            .activation(relu ? Activation.RELU : Activation.TANH));
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
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    RecurrentCell cell =
        getActivationFn() instanceof ActivationReLU
            ? RecurrentCell.RNN_RELU
            : RecurrentCell.RNN_TANH;
    return SequenceCellLayer.of(
        conf,
        listeners,
        index,
        parameters,
        initialise,
        type,
        new RecurrentSettings(cell, kernels, false));
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof SequenceRnn rnn && rnn.kernels == kernels;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequenceRnn;
  }
}
