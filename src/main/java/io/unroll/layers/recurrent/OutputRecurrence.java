package io.unroll.layers.recurrent;

import io.unroll.layers.kernel.NativeMemory;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A simple cell every step of which starts from the state before the first step, not from that of
 * the step before: h_t = a(x_t W + h_0 R + b). The state never changes.
 *
 * <p>No step waits for another, so the cell sees all of them as N = T x B sequences of one step.
 * Without recurrent weights (an empty array) R counts as zero.
 */
final class OutputRecurrence implements Recurrence {
  private final Recurrence simple;
  private @Nullable INDArray zeros_HH;
  private @Nullable INDArray unused_HH;

  /**
   * @param simple a cell whose state is its hidden state, in either implementation
   */
  OutputRecurrence(Recurrence simple) {
    this.simple = simple;
  }

  @Override
  public Pass forward(Run run, LayerWorkspaceMgr workspaces) {
    long batch = run.x_BIT().size(0);
    long steps = run.x_BIT().size(2);
    CellParameters own = run.parameters();
    if (own.r_HGH().isEmpty() && zeros_HH == null) {
      zeros_HH = square(run).assign(0);
      unused_HH = square(run);
    }
    INDArray state_BH = run.initial().hidden_BH();
    Pass pass =
        simple.forward(
            new Run(
                stepsAsRows(run.x_BIT()),
                run.padding().stepsAsRows(),
                new CellState(repeated(state_BH, steps), Optional.empty()),
                withRecurrent(own, zeros_HH),
                false,
                run.parametersFixed()),
            workspaces);
    return new Pass(
        rowsAsSteps(pass.output_BHT(), batch), new CellState(state_BH.detach(), Optional.empty()));
  }

  @Override
  public Gradients backward(
      INDArray dOutput_BHT,
      Optional<INDArray> dLastMemory_BH,
      CellParameters receivers,
      LayerWorkspaceMgr workspaces) {
    long batch = dOutput_BHT.size(0);
    Gradients gradients =
        simple.backward(
            stepsAsRows(dOutput_BHT),
            Optional.empty(),
            withRecurrent(receivers, unused_HH),
            workspaces);
    return new Gradients(
        rowsAsSteps(gradients.input_BIT(), batch),
        new CellState(sum(gradients.initial().hidden_BH(), batch), Optional.empty()));
  }

  /** Over the steps. */
  private static INDArray sum(INDArray dState_NH, long batch) {
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      long steps = dState_NH.size(0) / batch;
      return dState_NH.reshape('c', steps, batch, dState_NH.size(1)).sum(0).dup('c');
    }
  }

  private static INDArray square(Run run) {
    DataType type = run.parameters().b().dataType();
    long hidden = run.initial().hidden_BH().size(1);
    return Nd4j.createUninitializedDetached(type, 'f', hidden, hidden);
  }

  private static CellParameters withRecurrent(CellParameters own, @Nullable INDArray substitute) {
    return own.r_HGH().isEmpty()
        ? new CellParameters(own.w_IGH(), Objects.requireNonNull(substitute), own.b())
        : own;
  }

  private static INDArray repeated(INDArray state_BH, long steps) {
    long batch = state_BH.size(0);
    long hidden = state_BH.size(1);
    INDArray all_TBH =
        Nd4j.createUninitializedDetached(state_BH.dataType(), 'c', steps, batch, hidden);
    for (long step = 0; step < steps; step++) {
      all_TBH.slice(step).assign(state_BH);
    }
    return all_TBH.reshape('c', steps * batch, hidden);
  }

  /** [B, X, T] as [N, X, 1]. */
  private static INDArray stepsAsRows(INDArray array_BXT) {
    INDArray array_TBX = array_BXT.permute(2, 0, 1);
    INDArray dense = NativeMemory.isDense(array_TBX) ? array_TBX : array_TBX.dup('c');
    return dense.reshape('c', dense.size(0) * dense.size(1), dense.size(2), 1);
  }

  /** Returns the reverse of {@link #stepsAsRows}. */
  private static INDArray rowsAsSteps(INDArray array_NX1, long batch) {
    long width = array_NX1.size(1);
    return array_NX1
        .permute(2, 0, 1)
        .reshape('c', array_NX1.size(0) / batch, batch, width)
        .permute(1, 2, 0);
  }
}
