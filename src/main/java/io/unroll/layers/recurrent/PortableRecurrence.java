package io.unroll.layers.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A recurrent layer step by step in ND4J's own operations: any data type, any platform ND4J runs
 * on.
 *
 * <p>Legend: B = batch, T = time steps, I = input size, H = hidden size, G = gates x H; z = what
 * the input contributes to the gates before their activation; d = gradient of the loss.
 */
public final class PortableRecurrence implements Recurrence {
  private final PortableCell cell;
  private @Nullable Trace trace;

  /** Values that a forward pass keeps for its derivative. */
  private record Trace(
      Run run, INDArray x_NI, List<PortableCell.Step> steps, List<CellState> before) {}

  PortableRecurrence(PortableCell cell) {
    this.cell = cell;
  }

  @Override
  public Pass forward(Run run, LayerWorkspaceMgr workspaces) {
    INDArray y_TBH;
    CellState state;
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray x_TBI = run.x_BIT().permute(2, 0, 1).dup('c');
      long steps = x_TBI.size(0);
      long batch = x_TBI.size(1);
      INDArray x_NI = x_TBI.reshape('c', steps * batch, x_TBI.size(2));
      INDArray z_NG =
          x_NI.mmul(run.parameters().w_IGH()).addiRowVector(cell.inputBias(run.parameters().b()));
      List<PortableCell.Step> taken = new ArrayList<>();
      List<CellState> before = new ArrayList<>();
      state = copy(run.initial());
      y_TBH =
          Nd4j.createUninitialized(z_NG.dataType(), steps, batch, run.parameters().r_HGH().size(0));
      for (int step = 0; step < steps; step++) {
        before.add(state);
        PortableCell.Step next = cell.step(rows(z_NG, step, batch), state, run.parameters());
        taken.add(next);
        state = keep(run.padding().column(step, z_NG.dataType()), state, next.after());
        y_TBH.slice(step).assign(state.hidden_BH());
      }
      trace = new Trace(run, x_NI, taken, before);
    }
    return new Pass(workspaces.leverageTo(ArrayType.ACTIVATIONS, y_TBH).permute(1, 2, 0), state);
  }

  @Override
  public Gradients backward(
      INDArray dOutput_BHT,
      Optional<INDArray> dLastMemory_BH,
      CellParameters receivers,
      LayerWorkspaceMgr workspaces) {
    Trace done = Objects.requireNonNull(trace, "no forward pass to differentiate");
    receivers.r_HGH().assign(0);
    receivers.b().assign(0);
    INDArray dx_TBI;
    CellState dState;
    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      INDArray dy_TBH = dOutput_BHT.permute(2, 0, 1).dup('c');
      int steps = (int) dy_TBH.size(0);
      long batch = dy_TBH.size(1);
      DataType type = dy_TBH.dataType();
      dState = zeroLike(done.before.get(0));
      if (dLastMemory_BH.isPresent()) {
        dState = new CellState(dState.hidden_BH(), dLastMemory_BH.map(INDArray::dup));
      }
      INDArray dz_NG = Nd4j.zeros(type, steps * batch, done.run.parameters().w_IGH().size(1));
      for (int step = steps - 1; step >= 0; step--) {
        Optional<INDArray> real = done.run.padding().column(step, type);
        INDArray dy_BH = dy_TBH.slice(step);
        real.ifPresent(column -> dy_BH.muliColumnVector(column));
        CellState dAfter = new CellState(dState.hidden_BH().add(dy_BH), dState.memory_BH());
        PortableCell.StepGradient gradient =
            cell.differentiate(
                done.steps.get(step),
                done.before.get(step),
                masked(real, dAfter),
                done.run.parameters(),
                receivers);
        rows(dz_NG, step, batch).assign(gradient.dz_BG());
        dState = plus(passedBy(real, dAfter), gradient.dBefore());
      }
      receivers.w_IGH().assign(done.x_NI.transpose().mmul(dz_NG));
      cell.inputBias(receivers.b()).addi(dz_NG.sum(0));
      INDArray dx_NI = dz_NG.mmul(done.run.parameters().w_IGH().transpose()).dup('c');
      dx_TBI = dx_NI.reshape('c', steps, batch, dx_NI.size(1));
    }
    return new Gradients(
        workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, dx_TBI).permute(1, 2, 0), dState);
  }

  private static INDArray rows(INDArray matrix, int step, long batch) {
    return matrix.get(NDArrayIndex.interval(step * batch, (step + 1) * batch), NDArrayIndex.all());
  }

  static CellState copy(CellState state) {
    return new CellState(state.hidden_BH().dup('c'), state.memory_BH().map(c -> c.dup('c')));
  }

  public static CellState zeroLike(CellState state) {
    return new CellState(Nd4j.zerosLike(state.hidden_BH()), state.memory_BH().map(Nd4j::zerosLike));
  }

  /** Returns the state after a step: the old one on padding. */
  public static CellState keep(Optional<INDArray> real, CellState before, CellState after) {
    return real.isEmpty() ? after : plus(masked(real, after), passedBy(real, before));
  }

  public static CellState masked(Optional<INDArray> real, CellState state) {
    return real.map(column -> scaled(column, state)).orElse(state);
  }

  /** Returns the part of a state that goes past a padded step. */
  public static CellState passedBy(Optional<INDArray> real, CellState state) {
    return real.map(column -> scaled(column.rsub(1), state)).orElseGet(() -> zeroLike(state));
  }

  private static CellState scaled(INDArray column, CellState state) {
    return new CellState(
        state.hidden_BH().mulColumnVector(column),
        state.memory_BH().map(c -> c.mulColumnVector(column)));
  }

  public static CellState plus(CellState a, CellState b) {
    return new CellState(
        a.hidden_BH().add(b.hidden_BH()),
        a.memory_BH().map(c -> c.add(b.memory_BH().orElseThrow())));
  }
}
