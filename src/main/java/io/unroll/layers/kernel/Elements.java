package io.unroll.layers.kernel;

import java.lang.ref.Reference;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The values of an array without gaps, of floats or doubles, one by one. */
public final class Elements {
  private final INDArray array;
  private final @Nullable FloatBuffer floats;
  private final @Nullable DoubleBuffer doubles;

  private Elements(INDArray array, @Nullable FloatBuffer floats, @Nullable DoubleBuffer doubles) {
    this.array = array;
    this.floats = floats;
    this.doubles = doubles;
  }

  public static Elements of(INDArray dense) {
    return dense.dataType() == DataType.DOUBLE
        ? new Elements(dense, null, NativeMemory.doubles(dense))
        : new Elements(dense, NativeMemory.floats(dense), null);
  }

  public double get(int place) {
    if (floats != null) {
      return floats.get(place);
    }
    return doubles != null ? doubles.get(place) : 0;
  }

  public void put(int place, double value) {
    if (floats != null) {
      floats.put(place, (float) value);
    } else if (doubles != null) {
      doubles.put(place, value);
    }
  }

  /** Keeps the array's memory until here. */
  public void keep() {
    Reference.reachabilityFence(array);
  }
}
