package io.unroll.layers.kernel;

import static io.unroll.layers.kernel.NativeMemory.address;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@link BlockOperations} in single precision by oneDNN, on the arrays where they lie. */
public final class NativeBlocks implements BlockOperations {
  private final NativeOperations operations = new NativeOperations();

  @Override
  public void product(INDArray result, INDArray left, INDArray right) {
    multiply(result, left, right, false);
  }

  @Override
  public void addProduct(INDArray result, INDArray left, INDArray right) {
    multiply(result, left, right, true);
  }

  private void multiply(INDArray result, INDArray left, INDArray right, boolean add) {
    if (result.rank() == 3) {
      operations.product(batch(result), batch(left), batch(right), add);
    } else if (matrix(result).transposed()) {
      multiply(
          matrix(result).transpose(), matrix(right).transpose(), matrix(left).transpose(), add);
    } else {
      multiply(matrix(result), matrix(left), matrix(right), add);
    }
    Reference.reachabilityFence(result);
    Reference.reachabilityFence(left);
    Reference.reachabilityFence(right);
  }

  private static void multiply(Matrix result, Matrix left, Matrix right, boolean add) {
    if (add) {
      result.addProduct(left, right);
    } else {
      result.product(left, right);
    }
  }

  private static MatrixBatch batch(INDArray array) {
    return new MatrixBatch(
        address(array), array.size(0), array.size(1), array.size(2), array.stride());
  }

  private static Matrix matrix(INDArray array) {
    long rows = array.size(0);
    long columns = array.size(1);
    // The stride of an axis of one element means nothing, but must not be too small.
    if (array.stride(1) == 1) {
      return new Matrix(address(array), rows, columns, Math.max(array.stride(0), columns), false);
    }
    if (array.stride(0) == 1) {
      return new Matrix(address(array), columns, rows, Math.max(array.stride(1), rows), true);
    }
    throw new IllegalArgumentException(
        "no axis of a matrix has stride 1: " + Arrays.toString(array.stride()));
  }

  @Override
  public void tanhOfSum(INDArray matrix, INDArray row, INDArray result) {
    operations.tanhOfSum(
        matrix.size(0), matrix.size(1), address(matrix), address(row), address(result));
    Reference.reachabilityFence(matrix);
    Reference.reachabilityFence(row);
    Reference.reachabilityFence(result);
  }

  @Override
  public StepSoftmax softmax(Optional<INDArray> mask_BS) {
    return new Softmax(operations, mask_BS.map(SourceMask::new));
  }

  private record Softmax(NativeOperations operations, Optional<SourceMask> mask)
      implements StepSoftmax {
    @Override
    public void apply(INDArray scores_BS) {
      long rows = scores_BS.size(0);
      long scores = address(scores_BS);
      mask.ifPresent(m -> m.hide(scores, rows, 1));
      operations.softmax(rows, scores_BS.size(1), scores);
      mask.ifPresent(m -> m.silence(scores, rows, 1));
      Reference.reachabilityFence(scores_BS);
    }

    @Override
    public void differentiate(INDArray weights_BS, INDArray gradient_BS) {
      operations.softmaxGradient(
          weights_BS.size(0), weights_BS.size(1), address(weights_BS), address(gradient_BS));
      Reference.reachabilityFence(weights_BS);
      Reference.reachabilityFence(gradient_BS);
    }
  }
}
