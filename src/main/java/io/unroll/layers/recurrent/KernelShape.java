package io.unroll.layers.recurrent;

/**
 * Shape that a native kernel is compiled for.
 *
 * @param keepColumn whether the input has one more column that makes the cell keep its state
 * @param features input size without that column
 */
record KernelShape(int steps, int batch, int features, boolean keepColumn, int hidden) {

  /** Columns the kernel reads. */
  int inputSize() {
    return features + (keepColumn ? 1 : 0);
  }
}
