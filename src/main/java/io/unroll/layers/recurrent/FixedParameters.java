package io.unroll.layers.recurrent;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Mark of a network that will not be trained any more.
 *
 * <p>Kernels keep weights in layouts of their own. In training they take them over before every
 * pass; a decoder that goes step by step would spend most of its time on that.
 */
public final class FixedParameters {
  private FixedParameters() {}

  /** From now on, passes without training use the parameters as they are at the first of them. */
  public static void of(ComputationGraph network) {
    for (Layer layer : network.getLayers()) {
      if (layer instanceof SequenceCellLayer cell) {
        cell.fixParameters();
      }
    }
  }
}
