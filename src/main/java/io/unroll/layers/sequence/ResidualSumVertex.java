package io.unroll.layers.sequence;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.impl.ElementWiseVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running form of {@link ResidualSum}; arrays lie in memory as [time, batch, size]. */
final class ResidualSumVertex extends ElementWiseVertex {

  ResidualSumVertex(ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, Op.Add, type);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    return copy(inputs[0], ArrayType.ACTIVATIONS, workspaces)
        .addi(inputs[1].permute(2, 0, 1))
        .permute(1, 2, 0);
  }

  /** Two copies: DL4J adds other gradients to the arrays it is given. */
  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray[] gradients = new INDArray[inputs.length];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = copy(epsilon, ArrayType.ACTIVATION_GRAD, workspaces).permute(1, 2, 0);
    }
    return new Pair<>(null, gradients);
  }

  private static INDArray copy(INDArray array_BHT, ArrayType place, LayerWorkspaceMgr workspaces) {
    INDArray array_TBH = array_BHT.permute(2, 0, 1);
    return workspaces
        .createUninitialized(place, array_BHT.dataType(), array_TBH.shape(), 'c')
        .assign(array_TBH);
  }

  @Override
  public @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray @Nullable [] masks, MaskState state, int batch) {
    return masks == null || masks[0] == null ? null : new Pair<>(masks[0], state);
  }

  @Override
  public String toString() {
    return "ResidualSum(" + vertexName + ")";
  }
}
