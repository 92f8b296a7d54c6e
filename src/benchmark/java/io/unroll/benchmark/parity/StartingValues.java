package io.unroll.benchmark.parity;

import io.unroll.network.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * One parameter of a network of ours before training.
 *
 * @param values in 'c' order
 */
record StartingValues(long[] shape, float[] values) {

  /** Returns the values of all parameters, by {@code layer_NAME}. */
  static Map<String, StartingValues> of(ComputationGraph network) {
    Map<String, StartingValues> all = new LinkedHashMap<>();
    network
        .paramTable()
        .forEach(
            (name, array) ->
                all.put(name, new StartingValues(array.shape(), Tensors.values(array))));
    return all;
  }
}
