package io.unroll.layers.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class SimpleRnnReluReferenceTest extends CellReferenceProperties {
  private double nearest;

  @Override
  ReferenceCell cell() {
    nearest = Double.POSITIVE_INFINITY;
    return new SimpleRnnReference(
        new Activation() {
          @Override
          public double value(double z) {
            nearest = Math.min(nearest, Math.abs(z));
            return RELU.value(z);
          }

          @Override
          public double slope(double z) {
            return RELU.slope(z);
          }
        });
  }

  @Override
  boolean atKink() {
    return nearest < 1e-3;
  }

  @Test
  void step_byHand_cutsNegativeSums() {
    CellWeights weights =
        new CellWeights(new double[][] {{2, 2}}, new double[][] {{1, -9}, {0, 0}}, new double[2]);
    double[][] next_SH = cell().step(weights, new double[] {3}, new double[][] {{1, 0}});
    assertArrayEquals(new double[] {7, 0}, next_SH[0]);
  }
}
