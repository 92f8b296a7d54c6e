package io.unroll.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network's parameters and optimiser state as plain arrays, in DL4J's flat order. */
public final class Parameters {

  private Parameters() {}

  /** Returns the number of parameters of a configuration, without building its network. */
  public static long count(ComputationGraphConfiguration configuration) {
    return configuration.getVertices().values().stream()
        .mapToLong(vertex -> vertex.numParams(true))
        .sum();
  }

  /** Returns a copy of all parameters. */
  public static float[] of(ComputationGraph network) {
    return copy(network.params());
  }

  /** Sets all parameters. */
  public static void apply(ComputationGraph network, float[] parameters) {
    set(network.params(), parameters);
  }

  /** Returns a copy of the optimiser's state; empty for optimisers without one. */
  public static float[] optimiserStateOf(ComputationGraph network) {
    INDArray state = updater(network).getStateViewArray();
    return state == null ? new float[0] : copy(state);
  }

  /** Values of the optimiser's state; 0 for optimisers without one. */
  public static int optimiserStateSize(ComputationGraph network) {
    INDArray state = updater(network).getStateViewArray();
    return state == null ? 0 : Math.toIntExact(state.length());
  }

  /** Sets the optimiser's state. */
  public static void applyOptimiserState(ComputationGraph network, float[] state) {
    if (state.length > 0) {
      set(updater(network).getStateViewArray(), state);
    }
  }

  private static ComputationGraphUpdater updater(ComputationGraph network) {
    return network.getUpdater(true);
  }

  private static float[] copy(INDArray flat) {
    float[] values = new float[Math.toIntExact(flat.length())];
    Tensors.memory(flat).get(values);
    return values;
  }

  private static void set(INDArray flat, float[] values) {
    if (flat.length() != values.length) {
      throw new IllegalArgumentException(
          "the network takes %s values, got %s".formatted(flat.length(), values.length));
    }
    Tensors.memory(flat).put(values);
  }
}
