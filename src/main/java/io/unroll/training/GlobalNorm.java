package io.unroll.training;

import io.unroll.network.Tensors;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The L2 norm of all of a network's gradient.
 *
 * <p>ND4J's own cuts the array by the threads the process started with and adds up in single
 * precision: its last digits depend on {@code OMP_NUM_THREADS}, and clipping by them moves every
 * parameter.
 */
final class GlobalNorm {
  private static final int BLOCK = 2048;
  private static final int LANES = 8;

  private GlobalNorm() {}

  /**
   * Returns the norm, summed in double precision and in one order.
   *
   * @param flat [1, P], dense
   */
  static double of(INDArray flat) {
    if (flat.dataType() != DataType.FLOAT) {
      return flat.norm2Number().doubleValue();
    }
    FloatBuffer values = Tensors.memory(flat);
    float[] block = new float[BLOCK];
    double[] sums = new double[LANES];
    for (int from = 0; from < values.capacity(); from += BLOCK) {
      int count = Math.min(BLOCK, values.capacity() - from);
      values.get(from, block, 0, count);
      for (int i = 0; i < count; i++) {
        sums[i % LANES] += (double) block[i] * block[i];
      }
    }
    double sum = 0;
    for (double lane : sums) {
      sum += lane;
    }
    return Math.sqrt(sum);
  }
}
