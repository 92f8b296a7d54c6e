package io.unroll.layers.kernel;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Operations of a recurrence with attention on whole blocks of a step or a sequence; the results go
 * into existing arrays.
 *
 * <p>A matrix is an array of two axes, one of which has stride 1; an array of three, [B, rows,
 * columns], is a matrix for each row of a batch.
 */
public interface BlockOperations {

  /** {@code result = left right}, of matrices or of those of each row. */
  void product(INDArray result, INDArray left, INDArray right);

  /** Adds to it: {@code result += left right}, of matrices or of those of each row. */
  void addProduct(INDArray result, INDArray left, INDArray right);

  /** {@code result = tanh(matrix + row)}, the row added to each row; dense arrays. */
  void tanhOfSum(INDArray matrix, INDArray row, INDArray result);

  /**
   * Turns scores into attention weights.
   *
   * @param mask_BS 1 where an encoder step is real, 0 where it is padding; all are real without it
   */
  StepSoftmax softmax(Optional<INDArray> mask_BS);

  /**
   * The attention weights of one decoder step, [B, S] and dense.
   *
   * <p>Padding gets weight zero exactly; a row of padding only gets weights of zero.
   */
  interface StepSoftmax {

    /** Turns scores into weights, in place. */
    void apply(INDArray scores_BS);

    /** Turns the gradient by the weights into that by the scores, in place. */
    void differentiate(INDArray weights_BS, INDArray gradient_BS);
  }
}
