package io.unroll.layers.reference;

import java.util.Arrays;
import java.util.Random;

/** Arrays of uniform draws from [-1, 1), the same for the same seed. */
public final class RandomArrays {
  private final Random random;

  public RandomArrays(long seed) {
    random = new Random(seed);
  }

  /** [length]. */
  public double[] draw(int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  /** [rows, columns]. */
  public double[][] draw(int rows, int columns) {
    double[][] matrix = new double[rows][];
    Arrays.setAll(matrix, row -> draw(columns));
    return matrix;
  }

  /** [outer, rows, columns]. */
  public double[][][] draw(int outer, int rows, int columns) {
    double[][][] array = new double[outer][][];
    Arrays.setAll(array, i -> draw(rows, columns));
    return array;
  }

  /** Weights in a cell's shapes. */
  public CellWeights weights(ReferenceCell cell, int inputSize, int hidden) {

    int columns = cell.gates() * hidden;
    return new CellWeights(
        draw(inputSize, columns), draw(hidden, columns), draw(cell.biases() * hidden));
  }

  /** Real steps of each row: at least {@code least}, at most all. */
  public int[] lengths(int batch, int least, int steps) {
    return random.ints(batch, least, steps + 1).toArray();
  }
}
