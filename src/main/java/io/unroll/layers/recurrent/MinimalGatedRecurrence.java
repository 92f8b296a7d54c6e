package io.unroll.layers.recurrent;

import static io.unroll.layers.recurrent.PortableCell.block;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The minimal gated unit on the kernels of the gated recurrent unit with reset before.
 *
 * <p>With f for r and 1 - f = sigmoid(-z_f) for u, that unit is this one: its blocks [update,
 * reset, candidate] are [-forget, forget, candidate] of ours, and hence the gradient by ours that
 * by its reset less that by its update, and that by its candidate.
 */
final class MinimalGatedRecurrence implements Recurrence {
  private static final int KERNEL_BLOCKS = 3;

  private final Recurrence gru;
  private @Nullable CellParameters expanded;
  private @Nullable CellParameters received;

  /**
   * @param gru {@link RecurrentCell#GRU_RESET_BEFORE} in either implementation
   */
  MinimalGatedRecurrence(Recurrence gru) {
    this.gru = gru;
  }

  @Override
  public Pass forward(Run run, LayerWorkspaceMgr workspaces) {
    CellParameters own = run.parameters();
    if (expanded == null) {
      expanded = threeBlocks(own);
    }
    long hidden = own.r_HGH().size(0);
    each(own, expanded, (two, three) -> expand(two, three, hidden));
    return gru.forward(
        new Run(
            run.x_BIT(),
            run.padding(),
            run.initial(),
            expanded,
            run.stateWanted(),
            run.parametersFixed()),
        workspaces);
  }

  @Override
  public Gradients backward(
      INDArray dOutput_BHT,
      Optional<INDArray> dLastMemory_BH,
      CellParameters receivers,
      LayerWorkspaceMgr workspaces) {
    if (received == null) {
      received = threeBlocks(receivers);
    }
    Gradients gradients = gru.backward(dOutput_BHT, dLastMemory_BH, received, workspaces);
    long hidden = receivers.r_HGH().size(0);
    each(receivers, received, (two, three) -> collapse(three, two, hidden));
    return gradients;
  }

  /** Uninitialised, in the kernel's shapes. */
  private static CellParameters threeBlocks(CellParameters own) {
    DataType type = own.b().dataType();
    long hidden = own.r_HGH().size(0);
    long columns = KERNEL_BLOCKS * hidden;
    return new CellParameters(
        Nd4j.createUninitializedDetached(type, 'f', own.w_IGH().size(0), columns),
        Nd4j.createUninitializedDetached(type, 'f', hidden, columns),
        Nd4j.createUninitializedDetached(type, 'f', 1, columns));
  }

  private static void each(
      CellParameters two, CellParameters three, BiConsumer<INDArray, INDArray> rule) {
    rule.accept(two.w_IGH(), three.w_IGH());
    rule.accept(two.r_HGH(), three.r_HGH());
    rule.accept(two.b().reshape(1, two.b().length()), three.b());
  }

  private static void expand(INDArray two, INDArray three, long hidden) {
    INDArray forget = block(two, 0, hidden);
    block(three, 0, hidden).assign(forget).negi();
    block(three, 1, hidden).assign(forget);
    block(three, 2, hidden).assign(block(two, 1, hidden));
  }

  private static void collapse(INDArray three, INDArray two, long hidden) {
    block(two, 0, hidden).assign(block(three, 1, hidden)).subi(block(three, 0, hidden));
    block(two, 1, hidden).assign(block(three, 2, hidden));
  }
}
