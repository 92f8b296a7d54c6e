package io.unroll.layers.recurrent;

import java.util.Arrays;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Initial recurrent weights [H, gates x H] whose every gate's block is an orthogonal matrix, all of
 * them equally likely (Saxe, McClelland &amp; Ganguli 2014): what passes through keeps its length.
 *
 * <p>Drawn from ND4J's generator; rows of normal deviates are made orthonormal (Gram-Schmidt, twice
 * over) in panels, so that most of the work is products of matrices.
 */
public final class OrthogonalGates implements IWeightInit {
  private static final long serialVersionUID = 1L;
  private static final int PANEL = 32;
  private static final int ROUNDS = 2;

  /** Without any settings; also for JSON. */
  public OrthogonalGates() {}

  @Override
  public INDArray init(double fanIn, double fanOut, long[] shape, char order, INDArray view) {
    if (shape.length != 2 || shape[1] % shape[0] != 0) {
      throw new IllegalArgumentException(
          "recurrent weights must be of shape [H, gates x H], got " + Arrays.toString(shape));
    }
    INDArray weights = view.reshape(order, shape);
    for (int gate = 0; gate < shape[1] / shape[0]; gate++) {
      PortableCell.block(weights, gate, shape[0])
          .assign(orthogonal(shape[0]).castTo(view.dataType()));
    }
    return weights;
  }

  private static INDArray orthogonal(long size) {
    INDArray matrix = Nd4j.randn(DataType.DOUBLE, size, size);
    for (long from = 0; from < size; from += PANEL) {
      INDArray panel = rows(matrix, from, Math.min(from + PANEL, size));
      for (int round = 0; round < ROUNDS; round++) {
        if (from > 0) {
          INDArray done = rows(matrix, 0, from);
          panel.subi(panel.mmul(done.transpose()).mmul(done));
        }
        panel.assign(Nd4j.createFromArray(orthonormal(panel.toDoubleMatrix())));
      }
    }
    return matrix;
  }

  private static INDArray rows(INDArray matrix, long from, long to) {
    return matrix.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
  }

  private static double[][] orthonormal(double[][] rows) {
    for (int row = 0; row < rows.length; row++) {
      for (int other = 0; other < row; other++) {
        addScaled(rows[row], -dot(rows[row], rows[other]), rows[other]);
      }
      double length = Math.sqrt(dot(rows[row], rows[row]));
      addScaled(rows[row], 1 / length - 1, rows[row]);
    }
    return rows;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static void addScaled(double[] target, double factor, double[] term) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * term[i];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OrthogonalGates;
  }

  @Override
  public int hashCode() {
    return OrthogonalGates.class.hashCode();
  }
}
