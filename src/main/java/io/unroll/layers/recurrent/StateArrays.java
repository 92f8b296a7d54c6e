package io.unroll.layers.recurrent;

import io.unroll.layers.kernel.NativeMemory;
import java.lang.ref.Reference;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A cell's state as one array [batch, H] or, with a memory cell, [batch, 2H]. */
public final class StateArrays {

  private StateArrays() {}

  /** Hidden state and memory cell side by side. */
  public static INDArray join(CellState state, ArrayType place, LayerWorkspaceMgr workspaces) {
    INDArray h_BH = state.hidden_BH();
    long batch = h_BH.size(0);
    long hidden = h_BH.size(1);
    long width = state.memory_BH().isPresent() ? 2 * hidden : hidden;
    INDArray joined =
        workspaces.createUninitialized(place, h_BH.dataType(), new long[] {batch, width}, 'c');
    copyColumns(h_BH, 0, joined, 0, hidden);
    state.memory_BH().ifPresent(c_BH -> copyColumns(c_BH, 0, joined, hidden, hidden));
    return joined;
  }

  /** Returns the inverse of {@link #join}, copied. */
  public static CellState split(INDArray joined, long hidden) {
    INDArray dense = NativeMemory.isDense(joined) ? joined : joined.dup('c');
    return new CellState(
        columns(dense, 0, hidden),
        dense.size(1) > hidden ? Optional.of(columns(dense, hidden, hidden)) : Optional.empty());
  }

  private static INDArray columns(INDArray dense, long from, long count) {
    INDArray part = Nd4j.createUninitializedDetached(dense.dataType(), dense.size(0), count);
    copyColumns(dense, from, part, 0, count);
    return part;
  }

  private static void copyColumns(
      INDArray from, long fromColumn, INDArray to, long toColumn, long count) {
    int bytes = from.dataType().width();
    long target = NativeMemory.address(to) + toColumn * bytes;
    long source = NativeMemory.address(from) + fromColumn * bytes;
    long targetRow = to.size(1) * bytes;
    long sourceRow = from.size(1) * bytes;
    for (long row = 0; row < from.size(0); row++) {
      Pointer.memcpy(
          new NativeMemory.Address(target + row * targetRow),
          new NativeMemory.Address(source + row * sourceRow),
          count * bytes);
    }
    Reference.reachabilityFence(from);
    Reference.reachabilityFence(to);
  }
}
