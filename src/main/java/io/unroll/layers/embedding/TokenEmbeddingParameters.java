package io.unroll.layers.embedding;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.params.EmbeddingLayerParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The table of a {@link TokenEmbedding} in the flat vector: {@code W [V, E]} in 'c' order.
 *
 * <p>Drawn from a normal distribution of unit variance, or of variance 1/E where the output layer
 * uses it too: vectors that small weights shrink to the size of a cell's recurrent input learn
 * slowly at first.
 */
final class TokenEmbeddingParameters extends EmbeddingLayerParamInitializer {

  static final TokenEmbeddingParameters TABLE = new TokenEmbeddingParameters();

  private TokenEmbeddingParameters() {}

  @Override
  protected INDArray createWeightMatrix(
      long vocabulary, long size, IWeightInit init, INDArray view, boolean initialise) {
    return view.reshape('c', vocabulary, size);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray parameters, boolean initialise) {
    Map<String, INDArray> table = super.init(conf, parameters, initialise);
    if (initialise) {
      TokenEmbedding layer = (TokenEmbedding) conf.getLayer();
      // As an output layer, unit variance would make scores of the size of the vector's length.
      double deviation = layer.isTied() ? 1 / Math.sqrt(layer.getNOut()) : 1;
      parameters.assign(Nd4j.randn(parameters.shape()).muli(deviation));
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
