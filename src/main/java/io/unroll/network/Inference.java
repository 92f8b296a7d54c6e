package io.unroll.network;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One forward pass without training, from the hidden state the network holds. */
public final class Inference {
  private final Map<String, INDArray> activations;

  private Inference(Map<String, INDArray> activations) {
    this.activations = activations;
  }

  /**
   * @param masks per input, [B, T]; null where an input has no mask
   * @param keepState whether the next pass goes on from where this one ends
   */
  public static Inference run(
      ComputationGraph network,
      INDArray[] inputs,
      @Nullable INDArray @Nullable [] masks,
      boolean keepState) {
    network.setLayerMaskArrays(masks, null);
    Map<String, INDArray> activations =
        network.rnnActivateUsingStoredState(inputs, false, keepState);
    network.clearLayerMaskArrays();
    return new Inference(activations);
  }

  /** Returns the output of the named layer or vertex. */
  public INDArray of(String name) {
    return Objects.requireNonNull(activations.get(name), () -> "no activation of " + name);
  }

  /** Returns the output layer's probabilities [B, V, T], row-major as [B, T, V]. */
  public float[] probabilities_BTV() {
    return Tensors.values(of(NetworkBlueprint.OUTPUT).permute(0, 2, 1));
  }
}
