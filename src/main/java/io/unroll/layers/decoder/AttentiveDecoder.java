package io.unroll.layers.decoder;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A recurrent decoder layer that attends to an encoder's states at every step, within its
 * recurrence; the equations stand at {@link AttentiveCell.Wiring}.
 *
 * <p>Legend: B = batch, E = input size, H = hidden size, T = decoder steps, S = encoder steps.
 * Inputs: what the decoder reads [B, E, T]; encoder states [B, H, S]; and, unless the first state
 * is zero, the first state [B, H], or [B, 2H] = [hidden state, memory cell] for an LSTM. Output:
 * attentional states [B, H, T].
 *
 * <p>The mask [B, S] of the second input says which encoder steps are real: padding gets weight
 * zero exactly. At steps that the mask [B, T] of the first calls padding the state stays what it
 * was, the output is unspecified and the gradient by it counts as zero.
 *
 * <p>A pass that goes on from a stored state leaves the third input aside.
 */
public final class AttentiveDecoder extends LayerVertex {

  /** For JSON. */
  public AttentiveDecoder() {}

  /**
   * @param cell a configuration of an {@link AttentiveCell}
   */
  public AttentiveDecoder(NeuralNetConfiguration cell) {
    super(cell, null);
  }

  @Override
  public GraphVertex clone() {
    return new AttentiveDecoder(getLayerConf().clone());
  }

  @Override
  public int minVertexInputs() {
    return 2;
  }

  @Override
  public int maxVertexInputs() {
    return 3;
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
    AttentiveDecoderLayer layer =
        (AttentiveDecoderLayer)
            conf.getLayer().instantiate(conf, null, index, parameters, initialise, type);
    return new AttentiveDecoderVertex(graph, name, index, layer, type);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AttentiveDecoder && super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
