package io.unroll.layers.decoder;

import static io.unroll.layers.decoder.EncodedSource.rows;

import io.unroll.layers.kernel.BlockOperations;
import io.unroll.layers.recurrent.CellParameters;
import io.unroll.layers.recurrent.CellState;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * {@link AttentiveCell.Wiring#PREVIOUS_STATE}: the previous state asks, the cell reads the answer.
 *
 * <pre>
 *   c_t = attention(s_{t-1});  s_t = cell([y_t; c_t], s_{t-1});  o_t = tanh([s_t; y_t; c_t] Wc)
 * </pre>
 *
 * <p>No step waits for an output, so outputs are made for all steps together.
 */
final class PreviousStateRecurrence implements AttentiveRecurrence {
  private final Run run;
  private final BlockOperations operations;
  private final FedCell cell;
  private final SourceAttention attention;
  private final INDArray output_TBH;
  private final long inputSize;
  private final long hidden;

  PreviousStateRecurrence(Run run) {
    this.run = run;
    operations = run.operations();
    cell = run.fedCell();
    attention = run.attention();
    INDArray contexts_TBH = attention.contexts_TBH();
    output_TBH = Nd4j.createUninitialized(contexts_TBH.dataType(), contexts_TBH.shape());
    inputSize = run.y_TBE().size(2);
    hidden = contexts_TBH.size(2);
  }

  private INDArray forState(CombineWeight weight) {
    return weight.part(0, hidden);
  }

  private INDArray forInput(CombineWeight weight) {
    return weight.part(hidden, inputSize);
  }

  private INDArray forContext(CombineWeight weight) {
    return weight.part(hidden + inputSize, hidden);
  }

  @Override
  public INDArray forward() {
    for (int step = 0; step < output_TBH.size(0); step++) {
      cell.step(step, attention.attend(step, cell.hiddenBefore(step)));
    }
    CombineWeight weight = CombineWeight.of(run.parameters());
    INDArray output_NH = rows(output_TBH);
    operations.product(output_NH, rows(cell.hiddenAfter()), forState(weight));
    operations.addProduct(output_NH, rows(run.y_TBE()), forInput(weight));
    operations.addProduct(output_NH, rows(attention.contexts_TBH()), forContext(weight));
    Transforms.tanh(output_NH, false);
    return output_TBH;
  }

  @Override
  public State last() {
    CellState state = cell.state();
    return new State(
        new CellState(state.hidden_BH().dup('c'), state.memory_BH()), Optional.empty());
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
    INDArray dLinear_NH = throughOutput(dOutput_TBH, gradients);
    CombineWeight weight = CombineWeight.of(run.parameters());
    INDArray dHidden_TBH = Nd4j.createUninitialized(dLinear_NH.dataType(), output_TBH.shape());
    operations.product(rows(dHidden_TBH), dLinear_NH, forState(weight).transpose());
    INDArray dContext_TBH = Nd4j.createUninitialized(dLinear_NH.dataType(), output_TBH.shape());
    operations.product(rows(dContext_TBH), dLinear_NH, forContext(weight).transpose());
    for (int step = (int) output_TBH.size(0) - 1; step >= 0; step--) {
      INDArray dContext_BH = cell.differentiate(step, dHidden_TBH.slice(step), receivers);
      dContext_BH.addi(dContext_TBH.slice(step));
      cell.addToStateGradient(attention.differentiate(step, cell.hiddenBefore(step), dContext_BH));
    }
    INDArray dInput_TBE = cell.finish(attention.contexts_TBH(), receivers);
    operations.addProduct(rows(dInput_TBE), dLinear_NH, forInput(weight).transpose());
    INDArray dSource_SBH = attention.finish(cell.hiddenBefore(), gradients);
    return new Gradients(dInput_TBE, dSource_SBH, cell.stateGradient());
  }

  /**
   * Returns the gradient by what the outputs are the tanh of; writes that of the combining weight.
   */
  private INDArray throughOutput(INDArray dOutput_TBH, Map<String, INDArray> gradients) {
    for (int step = 0; step < dOutput_TBH.size(0); step++) {
      INDArray dOutput_BH = dOutput_TBH.slice(step);
      cell.real(step).ifPresent(dOutput_BH::muliColumnVector);
    }
    CombineWeight.throughTanh(dOutput_TBH, output_TBH);
    INDArray dLinear_NH = rows(dOutput_TBH);
    CombineWeight dWeight = CombineWeight.of(gradients);
    operations.product(forState(dWeight), rows(cell.hiddenAfter()).transpose(), dLinear_NH);
    operations.product(forInput(dWeight), rows(run.y_TBE()).transpose(), dLinear_NH);
    operations.product(forContext(dWeight), rows(attention.contexts_TBH()).transpose(), dLinear_NH);
    return dLinear_NH;
  }
}
