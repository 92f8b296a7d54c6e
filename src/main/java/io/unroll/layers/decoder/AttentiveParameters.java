package io.unroll.layers.decoder;

import io.unroll.layers.attention.SequenceAttention;
import io.unroll.layers.decoder.AttentiveCell.Wiring;
import io.unroll.layers.recurrent.RecurrentCell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Parameters of an {@link AttentiveCell} in DL4J's flat vector, see there. */
final class AttentiveParameters implements ParamInitializer {
  private static final String W = LSTMParamInitializer.INPUT_WEIGHT_KEY;
  private static final String R = LSTMParamInitializer.RECURRENT_WEIGHT_KEY;
  private static final String B = LSTMParamInitializer.BIAS_KEY;

  static final AttentiveParameters INSTANCE = new AttentiveParameters();

  private AttentiveParameters() {}

  /** Shapes by name, in the order of the flat vector. */
  private static Map<String, long[]> shapes(AttentiveCell layer) {
    long inputSize = layer.getNIn();
    long hidden = layer.getNOut();
    long attention = layer.getAttentionSize();
    long gates = layer.recurrentCell().gates() * hidden;
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(W, new long[] {inputSize + hidden, gates});
    shapes.put(R, new long[] {hidden, gates});
    shapes.put(B, new long[] {layer.recurrentCell().biases() * hidden});
    switch (layer.getScore()) {
      case DOT -> {}
      case GENERAL -> shapes.put(SequenceAttention.SCORE_WEIGHT, new long[] {hidden, hidden});
      case ADDITIVE -> {
        shapes.put(SequenceAttention.QUERY_WEIGHT, new long[] {hidden, attention});
        shapes.put(SequenceAttention.MEMORY_WEIGHT, new long[] {hidden, attention});
        shapes.put(SequenceAttention.SCORE_VECTOR, new long[] {attention, 1});
      }
    }
    long combined =
        layer.getWiring() == Wiring.PREVIOUS_STATE ? 2 * hidden + inputSize : 2 * hidden;
    shapes.put(SequenceAttention.COMBINE_WEIGHT, new long[] {combined, hidden});
    return shapes;
  }

  private static long length(long[] shape) {
    return LongStream.of(shape).reduce(1, (a, b) -> a * b);
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return shapes((AttentiveCell) layer).values().stream()
        .mapToLong(AttentiveParameters::length)
        .sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.copyOf(shapes((AttentiveCell) layer).keySet());
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer).stream().filter(key -> isWeightParam(layer, key)).toList();
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
    Map<String, INDArray> table = getGradientsFromFlattened(conf, parameters);
    if (initialise) {
      AttentiveCell layer = (AttentiveCell) conf.getLayer();
      table.forEach((key, view) -> initialise(layer, key, view));
    }
    table.keySet().forEach(conf::addVariable);
    return table;
  }

  private static void initialise(AttentiveCell layer, String key, INDArray view) {
    IWeightInit weights = layer.getWeightInitFn();
    IWeightInit recurrent = layer.getWeightInitFnRecurrent();
    long hidden = layer.getNOut();
    switch (key) {
      // Fans as for the cells without attention: one gate's.
      case W -> weights.init(view.size(0), hidden, view.shape(), 'f', view);
      case R ->
          (recurrent != null ? recurrent : weights).init(hidden, hidden, view.shape(), 'f', view);
      case B -> {
        view.assign(0);
        if (layer.recurrentCell() == RecurrentCell.LSTM) {
          view.get(NDArrayIndex.interval(hidden, 2 * hidden)).assign(layer.getForgetGateBias());
        }
      }
      default -> weights.init(view.size(0), view.size(1), view.shape(), 'c', view);
    }
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray flat) {
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> table = new LinkedHashMap<>();
    long first = 0;
    for (Map.Entry<String, long[]> entry : shapes((AttentiveCell) conf.getLayer()).entrySet()) {
      long end = first + length(entry.getValue());
      INDArray part = vector.get(NDArrayIndex.interval(first, end));
      boolean ofTheCell = entry.getKey().equals(W) || entry.getKey().equals(R);
      table.put(entry.getKey(), part.reshape(ofTheCell ? 'f' : 'c', entry.getValue()));
      first = end;
    }
    return table;
  }
}
