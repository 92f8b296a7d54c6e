package io.unroll.layers.sequence;

import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sum of a layer's output and that of a layer further down, both [batch, size, time] (He et al.
 * 2016, eq. 1; between recurrent layers Wu et al. 2016, eq. 6).
 *
 * <p>DL4J's own vertex computes the same, but puts sums and gradients in another order of memory
 * than our layers read without a copy. The mask of the first input is passed on.
 */
public final class ResidualSum extends ElementWiseVertex {

  /** A sum of two inputs; also for JSON. */
  public ResidualSum() {
    super(Op.Add);
  }

  @Override
  public ResidualSum clone() {
    return new ResidualSum();
  }

  @Override
  public int maxVertexInputs() {
    return 2;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    return new ResidualSumVertex(graph, name, index, type);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResidualSum;
  }

  @Override
  public int hashCode() {
    return ResidualSum.class.hashCode();
  }
}
