package io.unroll.layers.recurrent;

import io.unroll.layers.kernel.BlockOperations;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One step of a recurrent cell in ND4J's operations, and its derivative; products are made by
 * {@link BlockOperations}.
 */
public interface PortableCell {

  /** A step's new state and what its derivative needs. */
  interface Step {
    CellState after();
  }

  /**
   * Gradients of a step.
   *
   * @param dz_BG gradient by the input's contribution to the gates
   * @param dBefore gradient by the state before the step
   */
  record StepGradient(INDArray dz_BG, CellState dBefore) {}

  /**
   * Returns one step.
   *
   * @param z_BG x W + b of this step; used up
   */
  Step step(INDArray z_BG, CellState before, CellParameters parameters);

  /**
   * Differentiates a step.
   *
   * @param receivers the gradients of the recurrent weights and of a recurrent bias are added here
   */
  StepGradient differentiate(
      Step step,
      CellState before,
      CellState dAfter,
      CellParameters parameters,
      CellParameters receivers);

  /** Returns the part of a bias (or its gradient) that is added to x W. */
  default INDArray inputBias(INDArray b) {
    return b;
  }

  /** Column block of H columns. */
  static INDArray block(INDArray matrix, int block, long hidden) {
    return matrix.get(
        NDArrayIndex.all(), NDArrayIndex.interval(block * hidden, (block + 1) * hidden));
  }

  /** {@code left right} in a new array. */
  static INDArray product(BlockOperations operations, INDArray left, INDArray right) {
    INDArray result =
        Nd4j.createUninitialized(left.dataType(), new long[] {left.size(0), right.size(1)}, 'c');
    operations.product(result, left, right);
    return result;
  }

  /** Returns the implementation for a cell. */
  static PortableCell of(RecurrentCell cell, BlockOperations operations) {
    return switch (cell) {
      case LSTM -> new PortableLstm(operations);
      case GRU_RESET_AFTER -> new PortableResetAfterGru(operations);
      case GRU_RESET_BEFORE -> new PortableResetBeforeGru(operations);
      case RNN_TANH -> new PortableSimpleCell(operations, false);
      case RNN_RELU -> new PortableSimpleCell(operations, true);
    };
  }
}
