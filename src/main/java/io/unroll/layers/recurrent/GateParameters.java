package io.unroll.layers.recurrent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters of a recurrent layer of this project in DL4J's flat vector: {@code W [I, G H]}, {@code
 * RW [H, G H]}, both in 'f' order, then {@code b [K H]}; the names are those of DL4J's LSTM.
 *
 * @param gates G, column blocks of the weights
 * @param biases K, blocks of the bias
 * @param recurrent whether there is an RW
 */
record GateParameters(int gates, int biases, boolean recurrent) implements ParamInitializer {
  private static final String W = LSTMParamInitializer.INPUT_WEIGHT_KEY;
  private static final String R = LSTMParamInitializer.RECURRENT_WEIGHT_KEY;
  private static final String B = LSTMParamInitializer.BIAS_KEY;

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    BaseRecurrentLayer cell = (BaseRecurrentLayer) layer;
    return inputWeights(cell) + recurrentWeights(cell) + biases * cell.getNOut();
  }

  private long inputWeights(BaseRecurrentLayer cell) {
    return cell.getNIn() * gates * cell.getNOut();
  }

  private long recurrentWeights(BaseRecurrentLayer cell) {
    return recurrent ? cell.getNOut() * gates * cell.getNOut() : 0;
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return recurrent ? List.of(W, R, B) : List.of(W, B);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return recurrent ? List.of(W, R) : List.of(W);
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
    BaseRecurrentLayer cell = (BaseRecurrentLayer) conf.getLayer();
    Map<String, INDArray> table = getGradientsFromFlattened(conf, parameters);
    if (initialise) {
      long hidden = cell.getNOut();
      IWeightInit recurrentInit =
          cell.getWeightInitFnRecurrent() != null
              ? cell.getWeightInitFnRecurrent()
              : cell.getWeightInitFn();
      // Fans as DL4J counts them for its LSTM: one gate's.
      table.forEach(
          (key, view) -> {
            switch (key) {
              case W -> cell.getWeightInitFn().init(cell.getNIn(), hidden, view.shape(), 'f', view);
              case R -> recurrentInit.init(hidden, hidden, view.shape(), 'f', view);
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
    BaseRecurrentLayer cell = (BaseRecurrentLayer) conf.getLayer();
    long hidden = cell.getNOut();
    long w = inputWeights(cell);
    long r = w + recurrentWeights(cell);
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> table = new LinkedHashMap<>();
    table.put(
        W, vector.get(NDArrayIndex.interval(0, w)).reshape('f', cell.getNIn(), gates * hidden));
    if (recurrent) {
      table.put(R, vector.get(NDArrayIndex.interval(w, r)).reshape('f', hidden, gates * hidden));
    }
    table.put(B, vector.get(NDArrayIndex.interval(r, r + biases * hidden)));
    return table;
  }
}
