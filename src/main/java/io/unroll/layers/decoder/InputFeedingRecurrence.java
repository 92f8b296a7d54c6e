package io.unroll.layers.decoder;

import static io.unroll.layers.decoder.EncodedSource.rows;

import io.unroll.layers.kernel.BlockOperations;
import io.unroll.layers.recurrent.CellParameters;
import io.unroll.layers.recurrent.CellState;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * {@link AttentiveCell.Wiring#INPUT_FEEDING}: the new state asks, the next step reads what was made
 * of the answer.
 *
 * <pre>
 *   s_t = cell([y_t; o_{t-1}], s_{t-1});  c_t = attention(s_t);  o_t = tanh([c_t; s_t] Wc)
 * </pre>
 */
final class InputFeedingRecurrence implements AttentiveRecurrence {
  private final Run run;
  private final BlockOperations operations;
  private final FedCell cell;
  private final SourceAttention attention;
  private final long hidden;

  /** The attentional state before the first step, then that after each: T + 1 of them. */
  private final INDArray attentional_TBH;

  InputFeedingRecurrence(Run run) {
    this.run = run;
    operations = run.operations();
    cell = run.fedCell();
    attention = run.attention();
    INDArray contexts_TBH = attention.contexts_TBH();
    hidden = contexts_TBH.size(2);
    attentional_TBH =
        Nd4j.createUninitialized(
            contexts_TBH.dataType(), contexts_TBH.size(0) + 1, contexts_TBH.size(1), hidden);
    INDArray first_BH = attentional_TBH.slice(0);
    run.initial().attentional_BH().ifPresentOrElse(first_BH::assign, () -> first_BH.assign(0));
  }

  private INDArray forContext(CombineWeight weight) {
    return weight.part(0, hidden);
  }

  private INDArray forState(CombineWeight weight) {
    return weight.part(hidden, hidden);
  }

  @Override
  public INDArray forward() {
    CombineWeight weight = CombineWeight.of(run.parameters());
    INDArray contextWeight_HH = forContext(weight);
    INDArray stateWeight_HH = forState(weight);
    for (int step = 0; step + 1 < attentional_TBH.size(0); step++) {
      INDArray before_BH = attentional_TBH.slice(step);
      cell.step(step, before_BH);
      INDArray hidden_BH = cell.state().hidden_BH();
      INDArray after_BH = attentional_TBH.slice(step + 1);
      operations.product(after_BH, attention.attend(step, hidden_BH), contextWeight_HH);
      operations.addProduct(after_BH, hidden_BH, stateWeight_HH);
      Transforms.tanh(after_BH, false);
      cell.real(step)
          .ifPresent(
              real ->
                  after_BH.muliColumnVector(real).addi(before_BH.mulColumnVector(real.rsub(1))));
    }
    return fromTo(1, attentional_TBH.size(0));
  }

  private INDArray fromTo(long from, long to) {
    return attentional_TBH.get(
        NDArrayIndex.interval(from, to), NDArrayIndex.all(), NDArrayIndex.all());
  }

  @Override
  public State last() {
    CellState state = cell.state();
    return new State(
        new CellState(state.hidden_BH().dup('c'), state.memory_BH()),
        Optional.of(attentional_TBH.slice(attentional_TBH.size(0) - 1).dup('c')));
  }

  @Override
  public INDArray weights_TBS() {
    return attention.weights_TBS();
  }

  @Override
  public Gradients backward(INDArray dOutput_TBH, Map<String, INDArray> gradients) {
    CellParameters receivers = CellParameters.of(gradients);
    receivers.r_HGH().assign(0);
    receivers.b().assign(0);
    CombineWeight weight = CombineWeight.of(run.parameters());
    INDArray toContext_HH = forContext(weight).transpose();
    INDArray toState_HH = forState(weight).transpose();
    int steps = (int) dOutput_TBH.size(0);
    INDArray later_BH = Nd4j.zerosLike(dOutput_TBH.slice(0));
    for (int step = steps - 1; step >= 0; step--) {
      INDArray dLinear_BH = dOutput_TBH.slice(step);
      Optional<INDArray> passed_BH = throughOutput(step, dLinear_BH, later_BH);
      INDArray dContext_BH = Nd4j.createUninitialized(dLinear_BH.dataType(), dLinear_BH.shape());
      operations.product(dContext_BH, dLinear_BH, toContext_HH);
      INDArray dHidden_BH = attention.differentiate(step, cell.hiddenBefore(step + 1), dContext_BH);
      operations.addProduct(dHidden_BH, dLinear_BH, toState_HH);
      later_BH = cell.differentiate(step, dHidden_BH, receivers);
      passed_BH.ifPresent(later_BH::addi);
    }
    INDArray dLinear_NH = rows(dOutput_TBH);
    CombineWeight dWeight = CombineWeight.of(gradients);
    operations.product(forContext(dWeight), rows(attention.contexts_TBH()).transpose(), dLinear_NH);
    operations.product(forState(dWeight), rows(cell.hiddenAfter()).transpose(), dLinear_NH);
    INDArray dInput_TBE = cell.finish(fromTo(0, steps), receivers);
    INDArray dSource_SBH = attention.finish(cell.hiddenAfter(), gradients);
    return new Gradients(dInput_TBE, dSource_SBH, cell.stateGradient());
  }

  /**
   * Turns a step's gradient by its output into that by what the output is the tanh of.
   *
   * @param later_BH gradient by the same output by way of later steps
   * @return what of that goes past the step where it is padding; empty where no row is
   */
  private Optional<INDArray> throughOutput(int step, INDArray dOutput_BH, INDArray later_BH) {
    dOutput_BH.addi(later_BH);
    Optional<INDArray> real = cell.real(step);
    real.ifPresent(dOutput_BH::muliColumnVector);
    CombineWeight.throughTanh(dOutput_BH, attentional_TBH.slice(step + 1));
    return real.map(column -> later_BH.mulColumnVector(column.rsub(1)));
  }
}
