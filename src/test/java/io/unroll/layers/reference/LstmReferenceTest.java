package io.unroll.layers.reference;

import org.junit.jupiter.api.Test;

class LstmReferenceTest extends CellReferenceProperties {

  @Override
  ReferenceCell cell() {
    return new LstmReference();
  }

  @Test
  void statesAndGradient_sines_equalPytorch() {
    assertEqualsPytorch(
        new double[] {0.134856714752171, 0.0760907193668935, 0.118217619028071, 0.154299089965861},
        new double[] {
          0.00618148758681882, 0.0166594636905829, 0.0335774145422232, 0.0193766568247042
        });
  }
}
