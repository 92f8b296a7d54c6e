package io.unroll.layers.decoder;

import static io.unroll.layers.decoder.EncodedSource.rows;

import io.unroll.layers.kernel.BlockOperations;
import io.unroll.layers.kernel.Padding;
import io.unroll.layers.recurrent.CellParameters;
import io.unroll.layers.recurrent.CellState;
import io.unroll.layers.recurrent.PortableCell;
import io.unroll.layers.recurrent.PortableRecurrence;
import io.unroll.layers.recurrent.RecurrentCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A recurrent cell that reads at every step, in addition to its input, what it is fed then: {@code
 * s_t = cell([y_t; f_t], s_{t-1})}; and the derivative of that.
 *
 * <p>Legend: B = batch, T = steps, E = size of the input y, F = size of what is fed, H = hidden
 * size, G = gates x H. At a padded step the state stays what it was.
 */
final class FedCell {
  private final BlockOperations operations;
  private final PortableCell cell;
  private final CellParameters parameters;
  private final INDArray y_TBE;
  private final List<Optional<INDArray>> real;
  private final INDArray z_TBG;
  private final INDArray hidden_TBH;
  private final INDArray fedWeight_FG;
  private final List<PortableCell.Step> taken = new ArrayList<>();
  private final List<CellState> before = new ArrayList<>();
  private CellState state;
  private Optional<CellState> dState = Optional.empty();

  /**
   * Nothing of the input but its product with the weights waits for a step, so that is made here.
   *
   * @param parameters the input weights have rows for y, then for what is fed
   * @param y_TBE dense
   * @param initial state before the first step, copied
   */
  FedCell(
      RecurrentCell cell,
      CellParameters parameters,
      BlockOperations operations,
      INDArray y_TBE,
      Padding padding,
      CellState initial) {
    this.operations = operations;
    this.cell = PortableCell.of(cell, operations);
    this.parameters = parameters;
    this.y_TBE = y_TBE;
    long steps = y_TBE.size(0);
    long batch = y_TBE.size(1);
    real = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      real.add(padding.column(step, y_TBE.dataType()));
    }
    INDArray w = parameters.w_IGH();
    fedWeight_FG = fedRows(w);
    z_TBG = Nd4j.createUninitialized(y_TBE.dataType(), steps, batch, w.size(1));
    operations.product(rows(z_TBG), rows(y_TBE), inputRows(w));
    rows(z_TBG).addiRowVector(this.cell.inputBias(parameters.b()));
    long hidden = parameters.r_HGH().size(0);
    hidden_TBH = Nd4j.createUninitialized(y_TBE.dataType(), steps + 1, batch, hidden);
    hidden_TBH.slice(0).assign(initial.hidden_BH());
    state = new CellState(hidden_TBH.slice(0), initial.memory_BH().map(c -> c.dup('c')));
  }

  private INDArray inputRows(INDArray w) {
    return w.get(NDArrayIndex.interval(0, y_TBE.size(2)), NDArrayIndex.all());
  }

  private INDArray fedRows(INDArray w) {
    return w.get(NDArrayIndex.interval(y_TBE.size(2), w.size(0)), NDArrayIndex.all());
  }

  /** One on real rows and zero on padding, [B, 1], of a step; empty if all are real. */
  Optional<INDArray> real(int step) {
    return real.get(step);
  }

  /** Returns the state after the steps taken; hidden states are views, dense. */
  CellState state() {
    return state;
  }

  /** Returns the hidden state [B, H] before a step, a view. */
  INDArray hiddenBefore(int step) {
    return hidden_TBH.slice(step);
  }

  /** Returns the hidden states before all steps, [T, B, H]. */
  INDArray hiddenBefore() {
    return fromTo(0, hidden_TBH.size(0) - 1);
  }

  /** Returns the hidden states after all steps, [T, B, H]. */
  INDArray hiddenAfter() {
    return fromTo(1, hidden_TBH.size(0));
  }

  private INDArray fromTo(long from, long to) {
    return hidden_TBH.get(NDArrayIndex.interval(from, to), NDArrayIndex.all(), NDArrayIndex.all());
  }

  /** Takes the next step; steps are taken in order. */
  void step(int step, INDArray fed_BF) {
    INDArray z_BG = z_TBG.slice(step);
    operations.addProduct(z_BG, fed_BF, fedWeight_FG);
    PortableCell.Step next = cell.step(z_BG, state, parameters);
    taken.add(next);
    before.add(state);
    CellState kept = PortableRecurrence.keep(real.get(step), state, next.after());
    INDArray hidden_BH = hidden_TBH.slice(step + 1);
    hidden_BH.assign(kept.hidden_BH());
    state = new CellState(hidden_BH, kept.memory_BH());
  }

  /**
   * Differentiates the last step not differentiated yet.
   *
   * @param dHidden_BH gradient by the step's hidden state other than by way of later steps; zero on
   *     padding
   * @param receivers the gradients of the recurrent weights and of a recurrent bias are added here
   * @return the gradient by what was fed
   */
  INDArray differentiate(int step, INDArray dHidden_BH, CellParameters receivers) {
    CellState later = dState.orElseGet(() -> PortableRecurrence.zeroLike(state));
    CellState dAfter = PortableRecurrence.masked(real.get(step), later);
    dAfter = new CellState(dAfter.hidden_BH().add(dHidden_BH), dAfter.memory_BH());
    PortableCell.StepGradient gradient =
        cell.differentiate(taken.get(step), before.get(step), dAfter, parameters, receivers);
    // The step's z is used up: its place takes its gradient.
    INDArray dz_BG = z_TBG.slice(step);
    dz_BG.assign(gradient.dz_BG());
    dState =
        real.get(step)
            .map(
                column ->
                    PortableRecurrence.plus(
                        PortableRecurrence.passedBy(Optional.of(column), later),
                        gradient.dBefore()))
            .or(() -> Optional.of(gradient.dBefore()));
    INDArray dFed_BF =
        Nd4j.createUninitialized(dz_BG.dataType(), dz_BG.size(0), fedWeight_FG.size(0));
    operations.product(dFed_BF, dz_BG, fedWeight_FG.transpose());
    return dFed_BF;
  }

  /** Adds to the gradient by the hidden state before the step differentiated last. */
  void addToStateGradient(INDArray dHidden_BH) {
    stateGradient().hidden_BH().addi(dHidden_BH);
  }

  /** Returns the gradient by the state before the step differentiated last. */
  CellState stateGradient() {
    return dState.orElseThrow(() -> new IllegalStateException("no step was differentiated"));
  }

  /**
   * Ends the derivative, after every step's.
   *
   * @param fed_TBF what was fed at all steps, dense
   * @param receivers the input weights' gradient is written, the bias's added
   * @return the gradient by the input [T, B, E]
   */
  INDArray finish(INDArray fed_TBF, CellParameters receivers) {
    INDArray dz_NG = rows(z_TBG);
    operations.product(inputRows(receivers.w_IGH()), rows(y_TBE).transpose(), dz_NG);
    operations.product(fedRows(receivers.w_IGH()), rows(fed_TBF).transpose(), dz_NG);
    cell.inputBias(receivers.b()).addi(dz_NG.sum(0));
    INDArray dy_TBE = Nd4j.createUninitialized(y_TBE.dataType(), y_TBE.shape());
    operations.product(rows(dy_TBE), dz_NG, inputRows(parameters.w_IGH()).transpose());
    return dy_TBE;
  }
}
