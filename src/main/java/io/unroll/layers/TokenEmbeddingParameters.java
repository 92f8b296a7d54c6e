package io.unroll.layers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.params.EmbeddingLayerParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The table of a {@link TokenEmbedding} in the flat vector: {@code W [V, E]} in 'c' order. */
final class TokenEmbeddingParameters extends EmbeddingLayerParamInitializer {

  static final TokenEmbeddingParameters TABLE = new TokenEmbeddingParameters();

  private TokenEmbeddingParameters() {}

  @Override
  protected INDArray createWeightMatrix(
      long vocabulary, long size, IWeightInit init, INDArray view, boolean initialise) {
    INDArray table = view.reshape('c', vocabulary, size);
    if (initialise) {
      // A one-hot input has one input that counts, whatever the vocabulary.
      init.init(1, size, table.shape(), 'c', view);
    }
    return table;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    TokenEmbedding layer = (TokenEmbedding) conf.getLayer();
    Map<String, INDArray> views = new LinkedHashMap<>();
    views.put(WEIGHT_KEY, flat.reshape('c', layer.getNIn(), layer.getNOut()));
    return views;
  }
}
