package io.unroll.layers.kernel;

/**
 * As many single-precision matrices of one shape as a batch has rows, in native memory owned by
 * somebody else.
 *
 * @param address of the first element of the first matrix
 * @param strides elements from one matrix, row and column to the next
 */
public record MatrixBatch(long address, long batch, long rows, long columns, long[] strides) {

  /**
   * Returns a [time, batch, size] block read as a [time, size] matrix for each row of the batch.
   */
  public static MatrixBatch timeMajor(long address, long steps, long batch, long size) {
    return new MatrixBatch(address, batch, steps, size, new long[] {size, batch * size, 1});
  }

  /** Returns a [batch, rows, columns] block. */
  public static MatrixBatch dense(long address, long batch, long rows, long columns) {
    return new MatrixBatch(address, batch, rows, columns, new long[] {rows * columns, columns, 1});
  }

  /** Returns the same memory with every matrix transposed. */
  public MatrixBatch transpose() {
    return new MatrixBatch(
        address, batch, columns, rows, new long[] {strides[0], strides[2], strides[1]});
  }

  long[] shape() {
    return new long[] {batch, rows, columns};
  }

  /** Returns the shape and strides. */
  long[] layout() {
    return new long[] {batch, rows, columns, strides[0], strides[1], strides[2]};
  }
}
