package io.unroll.layers.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class GruResetBeforeReferenceTest extends CellReferenceProperties {

  @Override
  ReferenceCell cell() {
    return new GruResetBeforeReference();
  }

  @Test
  void step_byHand_resetsBeforeTheRecurrentProduct() {
    // One input that is zero: only R and b speak. Blocks [update, reset, candidate] of two units.
    CellWeights weights =
        new CellWeights(
            new double[1][6],
            new double[][] {{0, 0, 0, 0, 0, 1}, {0, 0, 0, 0, 1, 0}},
            new double[] {Math.log(3), 0, Math.log(4), -Math.log(4), 0.5, 0});
    double[] h_H = {0.3, -0.6};
    double[][] next_SH = cell().step(weights, new double[1], new double[][] {h_H});
    // u = 3/4, 1/2; r = 4/5, 1/5; R_n swaps the units.
    double n0 = Math.tanh(0.2 * -0.6 + 0.5);
    double n1 = Math.tanh(0.8 * 0.3);
    double[] expected_H = {0.75 * 0.3 + 0.25 * n0, 0.5 * -0.6 + 0.5 * n1};
    assertArrayEquals(expected_H, next_SH[0], 1e-15);
  }

  @Test
  void step_oneUnitWithoutRecurrentBias_equalsResetAfter() {
    // With one unit (r h) R and r (h R) are the same number.
    CellWeights before = Draws.sines().weights(cell(), 2, 1);
    double[] b_K = Dense.concat(before.b_K(), new double[1]);
    CellWeights after = new CellWeights(before.w_IG(), before.r_HG(), b_K);
    double[] x_I = {0.3, -0.7};
    double[][] state_SH = {{0.4}};
    assertArrayEquals(
        new GruResetAfterReference().step(after, x_I, state_SH)[0],
        cell().step(before, x_I, state_SH)[0],
        1e-15);
  }
}
