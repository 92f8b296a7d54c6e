package io.unroll.layers.recurrent;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running form of {@link CellFromState}. */
final class CellFromStateVertex extends LayerVertex {
  private final SequenceCellLayer cell;

  CellFromStateVertex(
      ComputationGraph graph, String name, int index, SequenceCellLayer cell, DataType type) {
    super(graph, name, index, cell, null, false, type);
    this.cell = cell;
  }

  @Override
  public void setInput(int number, INDArray input, LayerWorkspaceMgr workspaces) {
    if (number == 0) {
      super.setInput(0, input, workspaces);
    } else {
      inputs[1] = input;
      cell.setInitialState(StateArrays.split(input, cell.layerConf().getNOut()));
    }
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    Pair<Gradient, INDArray[]> own = super.doBackward(tbptt, workspaces);
    INDArray dState =
        StateArrays.join(cell.initialStateGradient(), ArrayType.ACTIVATION_GRAD, workspaces);
    return new Pair<>(own.getFirst(), new INDArray[] {own.getSecond()[0], dState});
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
