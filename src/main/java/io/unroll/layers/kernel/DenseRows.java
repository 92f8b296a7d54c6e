package io.unroll.layers.kernel;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense array, float or double, read and written row by row in double precision. */
public interface DenseRows {

  /** Copies a row out. */
  void read(int row, double[] values);

  /** Overwrites a row. */
  void write(int row, double[] values);

  /**
   * Returns the rows of an array, which must outlive them.
   *
   * @param dense in 'c' order without gaps
   * @param width values of a row
   */
  static DenseRows of(INDArray dense, int width) {
    return dense.dataType() == DataType.FLOAT
        ? new Floats(NativeMemory.floats(dense), new float[width])
        : new Doubles(NativeMemory.doubles(dense), width);
  }

  /** Single precision in memory. */
  record Floats(FloatBuffer memory, float[] block) implements DenseRows {
    @Override
    public void read(int row, double[] values) {
      memory.get(row * block.length, block);
      for (int i = 0; i < block.length; i++) {
        values[i] = block[i];
      }
    }

    @Override
    public void write(int row, double[] values) {
      for (int i = 0; i < block.length; i++) {
        block[i] = (float) values[i];
      }
      memory.put(row * block.length, block);
    }
  }

  /** Double precision in memory. */
  record Doubles(DoubleBuffer memory, int width) implements DenseRows {
    @Override
    public void read(int row, double[] values) {
      memory.get(row * width, values);
    }

    @Override
    public void write(int row, double[] values) {
      memory.put(row * width, values);
    }
  }
}
