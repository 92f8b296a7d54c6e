package io.unroll.layers.recurrent;

import io.unroll.layers.kernel.NativeMemory;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The running form of {@link FinalState}.
 *
 * <p>The hidden state's gradient goes back with that of the activations, the memory cell's straight
 * to the layer: no activation holds it.
 */
final class FinalStateVertex extends BaseGraphVertex {
  private final Supplier<SequenceCellLayer> source;

  FinalStateVertex(
      ComputationGraph graph,
      String name,
      int index,
      Supplier<SequenceCellLayer> source,
      DataType type) {
    super(graph, name, index, null, null, type);
    this.source = source;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    return StateArrays.join(source.get().lastState(), ArrayType.ACTIVATIONS, workspaces);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    SequenceCellLayer layer = source.get();
    long batch = inputs[0].size(0);
    long hidden = inputs[0].size(1);
    long steps = inputs[0].size(2);
    CellState gradient = StateArrays.split(epsilon, hidden);
    gradient.memory_BH().ifPresent(layer::setLastMemoryGradient);
    INDArray dy_TBH =
        workspaces.create(
            ArrayType.ACTIVATION_GRAD, epsilon.dataType(), new long[] {steps, batch, hidden}, 'c');
    for (int row = 0; row < batch; row++) {
      int step = layer.lastRealStep(row);
      if (step >= 0) {
        NativeMemory.copyRow(gradient.hidden_BH(), row, dy_TBH, step * batch + row, hidden);
      }
    }
    return new Pair<>(null, new INDArray[] {dy_TBH.permute(1, 2, 0)});
  }

  @Override
  public void setBackpropGradientsViewArray(@Nullable INDArray view) {}

  @Override
  public @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray @Nullable [] masks, MaskState state, int batch) {
    return null;
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public @Nullable Layer getLayer() {
    return null;
  }

  @Override
  public String toString() {
    return "FinalState(" + vertexName + ")";
  }
}
