package io.unroll.benchmark;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import io.unroll.layers.backend.NativeThreads;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/** The machine's own rate of large single-precision matrix products: the limit to hold against. */
final class SgemmRate {
  private static final int SIZE = 1024;
  private static final int REPETITIONS = 5;

  private SgemmRate() {}

  /**
   * The best of a few oneDNN products of 1024 x 1024 matrices, in floating point operations per
   * second.
   */
  static double measure(int threads) {
    NativeThreads.bind(threads);
    try (FloatPointer left = filled();
        FloatPointer right = filled();
        FloatPointer product = filled()) {
      long best = Long.MAX_VALUE;
      for (int i = 0; i <= REPETITIONS; i++) {
        long start = System.nanoTime();
        multiply(left, right, product);
        best = Math.min(best, System.nanoTime() - start);
      }
      return 2.0 * SIZE * SIZE * SIZE / (best / 1e9);
    }
  }

  private static FloatPointer filled() {
    float[] values = new float[SIZE * SIZE];
    Arrays.fill(values, 0.5f);
    return new FloatPointer(values);
  }

  private static void multiply(FloatPointer left, FloatPointer right, FloatPointer product) {
    byte asIs = 'N';
    int status =
        dnnl_sgemm(asIs, asIs, SIZE, SIZE, SIZE, 1, left, SIZE, right, SIZE, 0, product, SIZE);
    if (status != dnnl_success) {
      throw new IllegalStateException("dnnl_sgemm failed with status " + status);
    }
  }
}
