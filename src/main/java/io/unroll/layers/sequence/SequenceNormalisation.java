package io.unroll.layers.sequence;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layer normalisation (Ba, Kiros &amp; Hinton 2016, eq. 4) of activations [batch, size, time], each
 * step of each row over its own features.
 *
 * <pre>
 *   y = g (x - m) / sqrt(v + 1e-5) + b,   m, v = mean and variance of x's features
 * </pre>
 *
 * <p>Parameters: gain {@code g [H]}, at first one, then bias {@code b [H]}, at first zero. Where
 * the mask [batch, time] is zero the output is unspecified and no gradient flows.
 */
public final class SequenceNormalisation extends FeedForwardLayer {

  /** For JSON. */
  public SequenceNormalisation() {
    setActivationFn(new ActivationIdentity());
  }

  /**
   * @param size features, H
   */
  public SequenceNormalisation(int size) {
    this();
    setNIn(size);
    setNOut(size);
  }

  @Override
  public ParamInitializer initializer() {
    return NormalisationParameters.GAIN_AND_BIAS;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    SequenceNormalisationLayer layer = new SequenceNormalisationLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialise));
    return layer;
  }

  @Override
  public InputType getOutputType(int index, InputType input) {
    return input;
  }

  @Override
  public void setNIn(InputType input, boolean override) {
    if (input instanceof InputType.InputTypeRecurrent steps && (nIn <= 0 || override)) {
      setNIn(steps.getSize());
      setNOut(steps.getSize());
    }
  }

  @Override
  public @Nullable InputPreProcessor getPreProcessorForInputType(InputType input) {
    return null;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    return new LayerMemoryReport.Builder(getLayerName(), getClass(), input, input)
        .standardMemory(initializer().numParams(this), 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && other instanceof SequenceNormalisation;
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof SequenceNormalisation;
  }
}
