package io.unroll.layers.sequence;

import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.kernel.Padding;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The running form of {@link SequenceReversal}; its derivative is the same turn again. */
final class SequenceReversalVertex extends RunningSequenceVertex {

  SequenceReversalVertex(ComputationGraph graph, String name, int index, DataType type) {
    super(SequenceReversal.class, graph, name, index, type);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    return turned(inputs[0], padding(inputs[0]), ArrayType.ACTIVATIONS, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    INDArray dx_BXT = turned(epsilon, padding(inputs[0]), ArrayType.ACTIVATION_GRAD, workspaces);
    return new Pair<>(null, new INDArray[] {dx_BXT});
  }

  private INDArray turned(
      INDArray x_BXT, Padding padding, ArrayType place, LayerWorkspaceMgr workspaces) {
    INDArray x_TBX = dense(x_BXT);
    int steps = (int) x_TBX.size(0);
    int batch = (int) x_TBX.size(1);
    long size = x_TBX.size(2);
    INDArray y_TBX = zeros(place, workspaces, steps, batch, size);
    for (int row = 0; row < batch; row++) {
      int back = padding.lastReal(row, steps);
      for (int step = 0; step < steps && back >= 0; step++) {
        if (!padding.at(row, step)) {
          while (padding.at(row, back)) {
            back--;
          }
          NativeMemory.copyRow(
              x_TBX, (long) back * batch + row, y_TBX, (long) step * batch + row, size);
          back--;
        }
      }
    }
    return y_TBX.permute(1, 2, 0);
  }
}
