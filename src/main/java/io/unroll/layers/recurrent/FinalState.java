package io.unroll.layers.recurrent;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The state of a recurrent layer of this project after each row's last real step: [batch, H], or
 * [batch, 2H] = [hidden state, memory cell] of an LSTM that hands over.
 *
 * <p>Its one input is the layer's activations. See {@link CellFromState} for the other end.
 */
public final class FinalState extends GraphVertex {

  private String layer = "";

  /** For JSON. */
  public FinalState() {}

  /**
   * @param layer name of the recurrent layer
   */
  public FinalState(String layer) {
    this.layer = layer;
  }

  /** Returns the name of the recurrent layer. */
  public String getLayer() {
    return layer;
  }

  /** For JSON. */
  public void setLayer(String layer) {
    this.layer = layer;
  }

  @Override
  public GraphVertex clone() {
    return new FinalState(layer);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FinalState state && state.layer.equals(layer);
  }

  @Override
  public int hashCode() {
    return layer.hashCode();
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    return new FinalStateVertex(
        graph, name, index, () -> (SequenceCellLayer) graph.getLayer(layer), type);
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    return InputType.feedForward(((InputType.InputTypeRecurrent) inputs[0]).getSize());
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    return new LayerMemoryReport.Builder(null, getClass(), inputs[0], getOutputType(-1, inputs))
        .build();
  }
}
