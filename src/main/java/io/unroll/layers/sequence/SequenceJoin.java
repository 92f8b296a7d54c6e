package io.unroll.layers.sequence;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Concatenation of the features of several sequences of the same steps: [B, X1, T], [B, X2, T], ...
 * to [B, X1 + X2 + ..., T].
 *
 * <p>An input [B, X] without steps is repeated at every step, and one [B * T, X, 1] holds each
 * row's steps one after the other, as rows of their own.
 */
public final class SequenceJoin extends SequenceVertex {

  @Override
  RunningSequenceVertex running(ComputationGraph graph, String name, int index, DataType type) {
    return new SequenceJoinVertex(graph, name, index, type);
  }

  @Override
  public int minVertexInputs() {
    return 2;
  }

  @Override
  public int maxVertexInputs() {
    return Integer.MAX_VALUE;
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    long size = 0;
    for (InputType input : inputs) {
      size += sizeOf(input);
    }
    return InputType.recurrent(size);
  }

  private static long sizeOf(InputType input) {
    return input instanceof InputType.InputTypeRecurrent recurrent
        ? recurrent.getSize()
        : input.arrayElementsPerExample();
  }

  @Override
  public GraphVertex clone() {
    return new SequenceJoin();
  }
}
