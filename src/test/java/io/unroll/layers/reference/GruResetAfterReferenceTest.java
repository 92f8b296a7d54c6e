package io.unroll.layers.reference;

import org.junit.jupiter.api.Test;

class GruResetAfterReferenceTest extends CellReferenceProperties {

  @Override
  ReferenceCell cell() {
    return new GruResetAfterReference();
  }

  @Test
  void statesAndGradient_sines_equalPytorch() {
    assertEqualsPytorch(
        new double[] {
          -0.898015912346314, -0.748606014154715, -0.562119631142889, -0.464328519929228
        },
        new double[] {0.365720830675793, 0.276190355399344, 1.00162767816205, 0.810694536263175});
  }
}
