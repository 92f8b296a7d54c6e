package io.unroll.network;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Integer matrices, row-major [B, T], turned into the float arrays DL4J takes. */
public final class Tensors {

  private Tensors() {}

  /**
   * Returns a float array's own memory, in the order the values have there.
   *
   * <p>On a GPU, the host's side of it, which counts from now on.
   */
  public static FloatBuffer memory(INDArray array) {
    onHost(array);
    FloatPointer pointer = new FloatPointer((FloatPointer) array.data().addressPointer());
    pointer.capacity(array.length());
    return pointer.asBuffer();
  }

  /**
   * Returns a copy of a float array's values, in 'c' order.
   *
   * <p>DL4J's own {@code asFloat} goes through an indexer value by value.
   */
  public static float[] values(INDArray array) {
    INDArray dense = array.dup('c');
    float[] values = new float[Math.toIntExact(dense.length())];
    onHost(dense);
    ((FloatPointer) dense.data().addressPointer()).get(values);
    Reference.reachabilityFence(dense);
    return values;
  }

  /**
   * Returns a float array of this shape in 'c' order.
   *
   * <p>ND4J's own {@code create} puts value by value.
   */
  public static INDArray array(float[] values, long... shape) {
    INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    ((FloatPointer) array.data().addressPointer()).put(values);
    Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
    return array;
  }

  private static void onHost(INDArray array) {
    AffinityManager places = Nd4j.getAffinityManager();
    places.ensureLocation(array, AffinityManager.Location.HOST);
    places.tagLocation(array, AffinityManager.Location.HOST);
  }

  /**
   * Vectors [B, T, W], row-major, as [B, W, T].
   *
   * <p>They lie in memory as [T, B, W], as our layers lay activations out.
   */
  public static INDArray vectors(float[] values_BTW, int rows, int steps, int width) {
    float[] values_TBW = new float[values_BTW.length];
    for (int row = 0; row < rows; row++) {
      for (int step = 0; step < steps; step++) {
        int from = (row * steps + step) * width;
        System.arraycopy(values_BTW, from, values_TBW, (step * rows + row) * width, width);
      }
    }
    return array(values_TBW, steps, rows, width).permute(1, 2, 0);
  }

  /** Ids as [B, 1, T]. */
  public static INDArray ids(int[] ids_BT, int rows, int steps) {
    float[] values = new float[ids_BT.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = ids_BT[i];
    }
    return array(values, rows, 1, steps);
  }

  /** One on real steps, zero on padding, [B, T]. */
  public static INDArray mask(int[] lengths, int rows, int steps) {
    float[] values = new float[rows * steps];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(values, row * steps, row * steps + lengths[row], 1);
    }
    return array(values, rows, steps);
  }
}
