package io.unroll.layers.output;

import io.unroll.config.BackendSettings.Kernels;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Softmax over a vocabulary at every step, with cross-entropy over integer targets.
 *
 * <p>Labels are target ids [batch, 1, time]; an id of -1 or a zero in the label mask [batch, time]
 * leaves a step out. The score is the sum over the steps that count (over the batch size, where the
 * network divides by it). Output: probabilities [batch, V, time]. Parameters as in {@link
 * RnnOutputLayer}: {@code W [H, V]} in 'f' order, {@code b [V]}; tied to an embedding (Press &amp;
 * Wolf 2017) there is only {@code b}.
 */
public final class TokenOutput extends RnnOutputLayer {

  private double labelSmoothing;
  private Kernels kernels = Kernels.AUTO;
  private boolean tied;

  /** For JSON. */
  public TokenOutput() {
    setLossFn(new LossMCXENT());
    setActivationFn(new ActivationSoftmax());
    setRnnDataFormat(RNNFormat.NCW);
  }

  /**
   * @param width input size, H
   * @param vocabulary number of ids, V
   * @param labelSmoothing share of a target's probability that is spread over the vocabulary
   * @param kernels which implementation may serve
   */
  public TokenOutput(int width, int vocabulary, double labelSmoothing, Kernels kernels) {
    this();
    setNIn(width);
    setNOut(vocabulary);
    this.labelSmoothing = labelSmoothing;
    this.kernels = kernels;
  }

  /** Returns the share of a target's probability that is spread over the vocabulary. */
  public double getLabelSmoothing() {
    return labelSmoothing;
  }

  /** For JSON. */
  public void setLabelSmoothing(double labelSmoothing) {
    this.labelSmoothing = labelSmoothing;
  }

  /** Which implementation may serve. */
  public Kernels getKernels() {
    return kernels;
  }

  /** For JSON. */
  public void setKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  /** Returns whether the weights are those of an embedding, see {@link TiedOutputVertex}. */
  public boolean isTied() {
    return tied;
  }

  /** For {@link TiedOutputVertex} and JSON. */
  public void setTied(boolean tied) {
    this.tied = tied;
  }

  @Override
  public ParamInitializer initializer() {
    return tied ? TiedOutputParameters.BIAS_ONLY : super.initializer();
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    TokenOutputLayer layer = new TokenOutputLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialise));
    return layer;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof TokenOutput output
        && output.labelSmoothing == labelSmoothing
        && output.kernels == kernels
        && output.tied == tied;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof TokenOutput;
  }
}
