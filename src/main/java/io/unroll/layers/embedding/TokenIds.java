package io.unroll.layers.embedding;

import io.unroll.layers.kernel.NativeMemory;
import io.unroll.layers.kernel.Padding;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Token ids of a batch read from DL4J's arrays, step by step and within a step row by row, which is
 * the order in which our layers lay out activations: place = step x batch + row.
 *
 * @param ids {@link #IGNORED} where there is none
 */
public record TokenIds(int batch, int steps, int[] ids) {

  /** Stands where a target does not count. */
  public static final int IGNORED = -1;

  /**
   * Reads ids [batch, 1, time] or [batch, time] of any number type.
   *
   * @param mask_BT zero where an id is to be ignored
   * @param vocabulary ids are less than this
   * @throws IllegalArgumentException if an id that counts is not in the vocabulary
   */
  public static TokenIds read(INDArray array, @Nullable INDArray mask_BT, long vocabulary) {
    int batch = (int) array.size(0);
    int steps = (int) array.size(array.rank() - 1);
    if (array.length() != (long) batch * steps) {
      throw new IllegalArgumentException(
          "token ids have the shape [batch, 1, time], got "
              + java.util.Arrays.toString(array.shape()));
    }
    float[] values_BT = NativeMemory.values(array.castTo(DataType.FLOAT));
    Padding padding = Padding.of(mask_BT, batch, steps);
    int[] ids = new int[batch * steps];
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < steps; step++) {
        int id = (int) values_BT[row * steps + step];
        boolean ignored = padding.at(row, step) || id == IGNORED;
        if (!ignored && (id < 0 || id >= vocabulary)) {
          throw new IllegalArgumentException(
              "token id %s at row %s, step %s is outside the vocabulary of %s"
                  .formatted(id, row, step, vocabulary));
        }
        ids[step * batch + row] = ignored ? IGNORED : id;
      }
    }
    return new TokenIds(batch, steps, ids);
  }

  /** Returns the number of places. */
  public int count() {
    return ids.length;
  }
}
