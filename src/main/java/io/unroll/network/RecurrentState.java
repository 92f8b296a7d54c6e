package io.unroll.network;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The hidden state of every recurrent layer of a network, detached from it so that it can travel.
 *
 * @param layers by layer name, then by state name: values [B, H] row-major
 */
public record RecurrentState(Map<String, Map<String, Values>> layers) implements Serializable {

  /** One state array [rows, size]. */
  public record Values(int rows, int size, float[] data) implements Serializable {}

  /** Returns no state: every layer starts from zeros. */
  public static RecurrentState zero() {
    return new RecurrentState(Map.of());
  }

  /** Returns the state of the network's layers after a forward pass that carries state. */
  public static RecurrentState of(ComputationGraph network) {
    Map<String, Map<String, Values>> layers = new TreeMap<>();
    for (Layer layer : network.getLayers()) {
      if (layer instanceof RecurrentLayer recurrent) {
        Map<String, Values> states = new TreeMap<>();
        recurrent
            .rnnGetTBPTTState()
            .forEach(
                (name, array) ->
                    states.put(
                        name,
                        new Values(
                            (int) array.size(0), (int) array.size(1), Tensors.values(array))));
        layers.put(layer.conf().getLayer().getLayerName(), states);
      }
    }
    return new RecurrentState(layers);
  }

  /** Makes this the state the network's next forward pass starts from. */
  public void applyTo(ComputationGraph network) {
    network.rnnClearPreviousState();
    layers.forEach(
        (name, states) -> {
          RecurrentLayer layer = (RecurrentLayer) network.getLayer(name);
          Map<String, INDArray> arrays = new HashMap<>();
          states.forEach(
              (key, values) ->
                  arrays.put(key, Tensors.array(values.data(), values.rows(), values.size())));
          // The stock layer reads one on the way forward and the other on the way back.
          layer.rnnSetPreviousState(new HashMap<>(arrays));
          layer.rnnSetTBPTTState(arrays);
        });
  }
}
