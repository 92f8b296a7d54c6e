package io.unroll.network;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network's parameters and optimiser state as plain arrays, in DL4J's flat order. */
public final class Parameters {

  private Parameters() {}

  /** A copy of all parameters. */
  public static float[] of(ComputationGraph network) {
    return Tensors.values(network.params());
  }

  /** Sets all parameters. */
  public static void apply(ComputationGraph network, float[] parameters) {
    network.params().assign(row(parameters).reshape(network.params().shape()));
  }

  /** A copy of the optimiser's state; empty for optimisers without one. */
  public static float[] optimiserStateOf(ComputationGraph network) {
    INDArray state = updater(network).getStateViewArray();
    return state == null ? new float[0] : Tensors.values(state);
  }

  /** Sets the optimiser's state. */
  public static void applyOptimiserState(ComputationGraph network, float[] state) {
    if (state.length > 0) {
      INDArray view = updater(network).getStateViewArray();
      view.assign(row(state).reshape(view.shape()));
    }
  }

  private static ComputationGraphUpdater updater(ComputationGraph network) {
    return network.getUpdater(true);
  }

  private static INDArray row(float[] values) {
    return Tensors.array(values, values.length);
  }
}
