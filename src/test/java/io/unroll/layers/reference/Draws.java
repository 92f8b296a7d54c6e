package io.unroll.layers.reference;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Arrays filled from one sequence of numbers in [-1, 1), in the order in which they are asked. */
public final class Draws {
  private final DoubleSupplier numbers;

  private Draws(DoubleSupplier numbers) {
    this.numbers = numbers;
  }

  /** Uniform draws, the same for the same seed. */
  public static Draws random(long seed) {
    Random random = new Random(seed);
    return new Draws(() -> 2 * random.nextDouble() - 1);
  }

  /** sin 0, sin 1, sin 2, ...: what any language can count out. */
  public static Draws sines() {
    return new Draws(
        new DoubleSupplier() {
          private int next;

          @Override
          public double getAsDouble() {
            return Math.sin(next++);
          }
        });
  }

  /** Returns the rest of this sequence, each number times a factor from 0 to 1. */
  public Draws scaled(double factor) {
    return new Draws(() -> factor * numbers.getAsDouble());
  }

  /** [length]. */
  public double[] array(int length) {
    return DoubleStream.generate(numbers).limit(length).toArray();
  }

  /** [rows, columns]. */
  public double[][] array(int rows, int columns) {
    double[][] matrix = new double[rows][];
    Arrays.setAll(matrix, row -> array(columns));
    return matrix;
  }

  /** [outer, rows, columns]. */
  public double[][][] array(int outer, int rows, int columns) {
    double[][][] array = new double[outer][][];
    Arrays.setAll(array, i -> array(rows, columns));
    return array;
  }

  /** W, R and b in a cell's shapes. */
  public CellWeights weights(ReferenceCell cell, int inputSize, int hidden) {
    int columns = cell.gates() * hidden;
    return new CellWeights(
        array(inputSize, columns), array(hidden, columns), array(cell.biases() * hidden));
  }

  /** Whole numbers from {@code least} to {@code most}, both included. */
  public int[] integers(int count, int least, int most) {
    return IntStream.generate(() -> integer(least, most)).limit(count).toArray();
  }

  private int integer(int least, int most) {
    double share = (numbers.getAsDouble() + 1) / 2;
    return least + (int) (share * (most - least + 1));
  }
}
