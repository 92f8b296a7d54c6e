package io.unroll.layers.sequence;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Reversal of each sequence: its last real step comes first, its first real step last; padding
 * stays where it is (Schuster &amp; Paliwal 1997, the backward half of a bidirectional network).
 *
 * <p>[B, X, T] to [B, X, T] with the same mask.
 */
public final class SequenceReversal extends SequenceVertex {

  @Override
  RunningSequenceVertex running(ComputationGraph graph, String name, int index, DataType type) {
    return new SequenceReversalVertex(graph, name, index, type);
  }

  @Override
  public GraphVertex clone() {
    return new SequenceReversal();
  }
}
