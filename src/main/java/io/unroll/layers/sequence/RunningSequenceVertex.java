package io.unroll.layers.sequence;

import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.kernel.Padding;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The running form of a {@link SequenceVertex}: keeps the mask of its first input that has one.
 *
 * <p>Legend: B = batch, X = size, T = time steps. Arrays lie in memory as [T, B, X].
 */
abstract class RunningSequenceVertex extends BaseGraphVertex {
  private final Class<?> configuration;
  private @Nullable INDArray mask_BT;

  RunningSequenceVertex(
      Class<?> configuration, ComputationGraph graph, String name, int index, DataType type) {
    super(graph, name, index, null, null, type);
    this.configuration = configuration;
  }

  /** Which steps of an input are real. */
  final Padding padding(INDArray x_BXT) {
    return Padding.of(mask_BT, (int) x_BXT.size(0), (int) x_BXT.size(2));
  }

  /** Returns the mask of the output; that of the input where steps stay steps. */
  @Nullable INDArray outputMask(@Nullable INDArray mask) {
    return mask;
  }

  /** Returns an input as [T, B, X] without gaps. */
  final INDArray dense(INDArray x_BXT) {
    INDArray x_TBX = x_BXT.castTo(dataType).permute(2, 0, 1);
    return NativeMemory.isDense(x_TBX) ? x_TBX : x_TBX.dup('c');
  }

  /** Returns an array of zeros [steps, batch, size] in this workspace. */
  final INDArray zeros(
      ArrayType place, LayerWorkspaceMgr workspaces, long steps, long batch, long size) {
    return workspaces.create(place, dataType, new long[] {steps, batch, size}, 'c');
  }

  @Override
  public final @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray @Nullable [] masks, MaskState state, int batch) {
    mask_BT = null;
    for (int i = 0; masks != null && i < masks.length && mask_BT == null; i++) {
      mask_BT = masks[i];
    }
    INDArray output = outputMask(mask_BT);
    return output == null ? null : new Pair<>(output, MaskState.Active);
  }

  @Override
  public void clear() {
    super.clear();
    mask_BT = null;
  }

  @Override
  public final void setBackpropGradientsViewArray(@Nullable INDArray view) {}

  @Override
  public final boolean hasLayer() {
    return false;
  }

  @Override
  public final @Nullable Layer getLayer() {
    return null;
  }

  @Override
  public final String toString() {
    return configuration.getSimpleName() + "(" + vertexName + ")";
  }
}
