package io.unroll.layers.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class MinimalGatedReferenceTest extends CellReferenceProperties {

  @Override
  ReferenceCell cell() {
    return new MinimalGatedReference();
  }

  @Test
  void step_byHand_forgetsAndResetsByOneGate() {
    // One input that is zero: only R and b speak. Blocks [forget, candidate] of two units.
    CellWeights weights =
        new CellWeights(
            new double[1][4],
            new double[][] {{0, 0, 0, 1}, {0, 0, 1, 0}},
            new double[] {Math.log(4), -Math.log(4), 0.5, 0});
    double[] h_H = {0.3, -0.6};
    double[][] next_SH = cell().step(weights, new double[1], new double[][] {h_H});
    // f = 4/5, 1/5; R_n swaps the units.
    double n0 = Math.tanh(0.2 * -0.6 + 0.5);
    double n1 = Math.tanh(0.8 * 0.3);
    double[] expected_H = {0.2 * 0.3 + 0.8 * n0, 0.8 * -0.6 + 0.2 * n1};
    assertArrayEquals(expected_H, next_SH[0], 1e-15);
  }
}
