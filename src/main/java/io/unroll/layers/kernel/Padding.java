package io.unroll.layers.kernel;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Which steps of a batch of sequences are real, read from DL4J's mask [batch, time]. */
public final class Padding {

  private static final Padding NONE = new Padding(0, 0, new float[0]);

  private final int steps;
  private final float[] mask_BT;
  private final int[] lastReal;
  private final boolean present;
  private final boolean trailing;

  private Padding(int batch, int steps, float[] mask_BT) {
    this.steps = steps;
    this.mask_BT = mask_BT;
    this.lastReal = new int[batch];
    boolean anyPadding = false;
    boolean onlyTrailing = true;
    for (int row = 0; row < batch; row++) {
      int real = 0;
      lastReal[row] = -1;
      for (int step = 0; step < steps; step++) {
        if (mask_BT[row * steps + step] != 0) {
          real++;
          lastReal[row] = step;
        }
      }
      anyPadding |= real < steps;
      onlyTrailing &= real == 0 || lastReal[row] == real - 1;
    }
    this.present = anyPadding;
    this.trailing = onlyTrailing;
  }

  /**
   * Reads a mask that is one on real steps and zero on padding; none says that all are real.
   *
   * @throws IllegalArgumentException if the mask has another shape
   */
  public static Padding of(@Nullable INDArray mask_BT, int batch, int steps) {
    if (mask_BT == null) {
      return NONE;
    }
    if (mask_BT.size(0) != batch || mask_BT.size(1) != steps) {
      throw new IllegalArgumentException(
          "a mask of shape %s does not fit %s sequences of %s steps"
              .formatted(Arrays.toString(mask_BT.shape()), batch, steps));
    }
    return new Padding(batch, steps, NativeMemory.values(mask_BT.castTo(DataType.FLOAT)));
  }

  /** Returns the padding of a batch whose steps are all real. */
  public static Padding none() {
    return NONE;
  }

  /**
   * Returns the padding of steps x rows sequences of one step, the rows of the first step first.
   */
  public Padding stepsAsRows() {
    if (!present) {
      return NONE;
    }
    int batch = lastReal.length;
    float[] mask_N1 = new float[mask_BT.length];
    for (int place = 0; place < mask_N1.length; place++) {
      mask_N1[place] = mask_BT[place % batch * steps + place / batch];
    }
    return new Padding(mask_N1.length, 1, mask_N1);
  }

  /** Returns whether any step is padding. */
  public boolean present() {
    return present;
  }

  /** Returns whether padding stands only behind the real steps. */
  public boolean onlyTrailing() {
    return trailing;
  }

  /** Returns whether this step of this row is padding. */
  public boolean at(int row, int step) {
    return present && mask_BT[row * steps + step] == 0;
  }

  /** Returns the row's last real step of so many; negative where there is none. */
  public int lastReal(int row, int steps) {
    return present ? lastReal[row] : steps - 1;
  }

  /** One on real steps and zero on padding, [batch, 1], of one step; empty if all are real. */
  public Optional<INDArray> column(int step, DataType type) {
    if (!present) {
      return Optional.empty();
    }
    double[] column = new double[lastReal.length];
    for (int row = 0; row < column.length; row++) {
      column[row] = mask_BT[row * steps + step];
    }
    return Optional.of(Nd4j.createFromArray(column).castTo(type).reshape(column.length, 1));
  }
}
