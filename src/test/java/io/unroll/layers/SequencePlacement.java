package io.unroll.layers;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Placement of the real steps of a batch in a DL4J activation array [batch, size, time].
 *
 * @param lengths_B real steps of each row
 * @param steps of the array
 * @param paddingFirst whether padding precedes the real steps instead of following them
 * @param timeOuter whether memory runs through time first, as a recurrent layer leaves it
 */
public record SequencePlacement(
    int[] lengths_B, int steps, boolean paddingFirst, boolean timeOuter, DataType type) {

  /** An activation array of these real steps, with one value in all padding. */
  public INDArray toLayer(double[][][] values_BTX, double padding) {
    int batch = values_BTX.length;
    int size = values_BTX[0][0].length;
    INDArray array_BXT =
        timeOuter
            ? Nd4j.createUninitialized(type, steps, batch, size).permute(1, 2, 0)
            : Nd4j.createUninitialized(type, batch, size, steps);
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < steps; step++) {
        for (int i = 0; i < size; i++) {
          double value = step < lengths_B[row] ? values_BTX[row][step][i] : padding;
          array_BXT.putScalar(row, i, position(row, step), value);
        }
      }
    }
    return array_BXT;
  }

  /** Back again: each row's real steps, then what stood in its padding. */
  public double[][][] fromLayer(INDArray array_BXT) {
    int batch = lengths_B.length;
    double[][][] values_BTX = new double[batch][steps][(int) array_BXT.size(1)];
    for (int row = 0; row < batch; row++) {
      for (int step = 0; step < steps; step++) {
        for (int i = 0; i < values_BTX[row][step].length; i++) {
          values_BTX[row][step][i] = array_BXT.getDouble(row, i, position(row, step));
        }
      }
    }
    return values_BTX;
  }

  /** Returns whether all steps are real, so that no mask is needed. */
  public boolean isFull() {
    return Arrays.stream(lengths_B).allMatch(length -> length == steps);
  }

  /** One on real steps, zero on padding: [batch, time]. */
  public INDArray mask() {
    INDArray mask_BT = Nd4j.zeros(type, lengths_B.length, steps);
    for (int row = 0; row < lengths_B.length; row++) {
      for (int step = 0; step < lengths_B[row]; step++) {
        mask_BT.putScalar(row, position(row, step), 1);
      }
    }
    return mask_BT;
  }

  /** Returns the index of a row's step in the array. */
  public int position(int row, int step) {
    return paddingFirst ? (step + steps - lengths_B[row]) % steps : step;
  }
}
