package io.unroll.layers.sequence;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One step made of all real steps of a sequence: [B, X, T] to [B, X, 1], which has no mask.
 *
 * <p>A sequence without any real step becomes zeros.
 */
public final class SequencePooling extends SequenceVertex {

  /** Reduction of the steps, number by number. */
  public enum Kind {
    /** The last real step. */
    LAST,
    /** Their mean. */
    MEAN,
    /** The largest; the earliest of equals receives the gradient. */
    MAX
  }

  private Kind kind = Kind.LAST;

  /** For JSON. */
  public SequencePooling() {}

  /**
   * @param kind what is made of the steps
   */
  public SequencePooling(Kind kind) {
    this.kind = kind;
  }

  /** Returns the reduction of the steps. */
  public Kind getKind() {
    return kind;
  }

  /** For JSON. */
  public void setKind(Kind kind) {
    this.kind = kind;
  }

  @Override
  RunningSequenceVertex running(ComputationGraph graph, String name, int index, DataType type) {
    return new SequencePoolingVertex(kind, graph, name, index, type);
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    return InputType.recurrent(((InputType.InputTypeRecurrent) inputs[0]).getSize(), 1);
  }

  @Override
  public GraphVertex clone() {
    return new SequencePooling(kind);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SequencePooling pooling && pooling.kind == kind;
  }

  @Override
  public int hashCode() {
    return kind.hashCode();
  }
}
