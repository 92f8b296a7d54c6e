package io.unroll.layers.sequence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Parameters of a {@link SequenceNormalisation} in DL4J's flat vector: gain, then bias. */
final class NormalisationParameters implements ParamInitializer {
  static final String GAIN = DefaultParamInitializer.GAIN_KEY;
  static final String BIAS = DefaultParamInitializer.BIAS_KEY;

  static final NormalisationParameters GAIN_AND_BIAS = new NormalisationParameters();

  private NormalisationParameters() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return 2 * ((SequenceNormalisation) layer).getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(GAIN, BIAS);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(GAIN);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of(BIAS);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return GAIN.equals(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return BIAS.equals(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray parameters, boolean initialise) {
    Map<String, INDArray> table = getGradientsFromFlattened(conf, parameters);
    if (initialise) {
      table.forEach((key, view) -> view.assign(GAIN.equals(key) ? 1 : 0));
    }
    table.keySet().forEach(conf::addVariable);
    return table;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    long size = numParams(conf) / 2;
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    views.put(GAIN, vector.get(NDArrayIndex.interval(0, size)));
    views.put(BIAS, vector.get(NDArrayIndex.interval(size, 2 * size)));
    return views;
  }
}
