package io.unroll.layers.recurrent;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A recurrent layer of this project with a second input: its state before the first step, [batch,
 * H], or [batch, 2H] = [hidden state, memory cell] for an LSTM (Sutskever, Vinyals &amp; Le 2014).
 *
 * <p>A pass that goes on from a stored state leaves the second input aside.
 */
public final class CellFromState extends LayerVertex {

  /** For JSON. */
  public CellFromState() {}

  /**
   * @param cell a configuration of one of our recurrent layers
   */
  public CellFromState(NeuralNetConfiguration cell) {
    super(cell, null);
  }

  @Override
  public GraphVertex clone() {
    return new CellFromState(getLayerConf().clone());
  }

  @Override
  public int minVertexInputs() {
    return 2;
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
    NeuralNetConfiguration conf = getLayerConf();
    SequenceCellLayer layer =
        (SequenceCellLayer)
            conf.getLayer().instantiate(conf, null, index, parameters, initialise, type);
    return new CellFromStateVertex(graph, name, index, layer, type);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CellFromState && super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
