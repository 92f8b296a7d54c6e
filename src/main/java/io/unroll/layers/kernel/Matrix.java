package io.unroll.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A dense single-precision matrix in native memory owned by somebody else, row-major.
 *
 * @param address of the first element
 * @param rows of the matrix as it stands in memory
 * @param columns of the matrix as it stands in memory
 * @param stride elements from one row to the next, at least {@code columns}
 * @param transposed whether products read it the other way round
 */
public record Matrix(long address, long rows, long columns, long stride, boolean transposed) {

  /** Rows one after another without gaps. */
  public static Matrix of(long address, long rows, long columns) {
    return new Matrix(address, rows, columns, columns, false);
  }

  /** Returns the same memory transposed. */
  public Matrix transpose() {
    return new Matrix(address, rows, columns, stride, !transposed);
  }

  /** {@code this = left right}. */
  public void product(Matrix left, Matrix right) {
    multiply(left, right, 0);
  }

  /** {@code this += left right}. */
  public void addProduct(Matrix left, Matrix right) {
    multiply(left, right, 1);
  }

  private void multiply(Matrix left, Matrix right, float keep) {
    if (transposed
        || left.height() != rows
        || right.width() != columns
        || left.width() != right.height()) {
      throw new IllegalArgumentException(
          "a product of %s and %s cannot go into %s".formatted(left, right, this));
    }
    int status =
        dnnl_sgemm(
            left.mode(),
            right.mode(),
            rows,
            columns,
            left.width(),
            1,
            new Floats(left.address),
            left.stride,
            new Floats(right.address),
            right.stride,
            keep,
            new Floats(address),
            stride);
    if (status != dnnl_success) {
      throw new IllegalStateException("dnnl_sgemm failed with status " + status);
    }
  }

  private long height() {
    return transposed ? columns : rows;
  }

  private long width() {
    return transposed ? rows : columns;
  }

  private byte mode() {
    return (byte) (transposed ? 'T' : 'N');
  }

  private static final class Floats extends FloatPointer {
    Floats(long value) {
      super((Pointer) null);
      address = value;
    }
  }
}
