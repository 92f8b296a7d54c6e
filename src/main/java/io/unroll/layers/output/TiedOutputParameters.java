package io.unroll.layers.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The only parameter a {@link TokenOutput} has of its own when it is tied: {@code b [V]}. */
final class TiedOutputParameters implements ParamInitializer {
  private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  static final TiedOutputParameters BIAS_ONLY = new TiedOutputParameters();

  private TiedOutputParameters() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return ((TokenOutput) layer).getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(BIAS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of();
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of(BIAS);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return false;
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return BIAS.equals(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray parameters, boolean initialise) {
    if (initialise) {
      parameters.assign(0);
    }
    conf.addVariable(BIAS);
    return getGradientsFromFlattened(conf, parameters);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    Map<String, INDArray> views = new LinkedHashMap<>();
    views.put(BIAS, flat.reshape(1, flat.length()));
    return views;
  }
}
