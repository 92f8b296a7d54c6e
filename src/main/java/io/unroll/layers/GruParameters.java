package io.unroll.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters of a {@link SequenceGru} in DL4J's flat vector: {@code W [I, 3H]}, {@code RW [H, 3H]},
 * both in 'f' order, then {@code b}; the names are those of DL4J's LSTM.
 */
final class GruParameters implements ParamInitializer {
  private static final String W = LSTMParamInitializer.INPUT_WEIGHT_KEY;
  private static final String R = LSTMParamInitializer.RECURRENT_WEIGHT_KEY;
  private static final String B = LSTMParamInitializer.BIAS_KEY;
  private static final int GATES = 3;

  static final GruParameters INSTANCE = new GruParameters();

  private GruParameters() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    SequenceGru gru = (SequenceGru) layer;
    return inputWeights(gru) + recurrentWeights(gru) + gru.biases();
  }

  private static long inputWeights(SequenceGru gru) {
    return gru.getNIn() * GATES * gru.getNOut();
  }

  private static long recurrentWeights(SequenceGru gru) {
    return gru.getNOut() * GATES * gru.getNOut();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(W, R, B);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(W, R);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of(B);
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return !isBiasParam(layer, key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return B.equals(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray parameters, boolean initialise) {
    SequenceGru gru = (SequenceGru) conf.getLayer();
    Map<String, INDArray> table = getGradientsFromFlattened(conf, parameters);
    if (initialise) {
      long hidden = gru.getNOut();
      IWeightInit recurrent =
          gru.getWeightInitFnRecurrent() != null
              ? gru.getWeightInitFnRecurrent()
              : gru.getWeightInitFn();
      // Fans as DL4J counts them for its LSTM: one gate's.
      table.forEach(
          (key, view) -> {
            switch (key) {
              case W -> gru.getWeightInitFn().init(gru.getNIn(), hidden, view.shape(), 'f', view);
              case R -> recurrent.init(hidden, hidden, view.shape(), 'f', view);
              default -> view.assign(0);
            }
          });
    }
    table.keySet().forEach(conf::addVariable);
    return table;
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    SequenceGru gru = (SequenceGru) conf.getLayer();
    long hidden = gru.getNOut();
    long w = inputWeights(gru);
    long r = w + recurrentWeights(gru);
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> table = new LinkedHashMap<>();
    table.put(
        W, vector.get(NDArrayIndex.interval(0, w)).reshape('f', gru.getNIn(), GATES * hidden));
    table.put(R, vector.get(NDArrayIndex.interval(w, r)).reshape('f', hidden, GATES * hidden));
    table.put(B, vector.get(NDArrayIndex.interval(r, r + gru.biases())));
    return table;
  }
}
