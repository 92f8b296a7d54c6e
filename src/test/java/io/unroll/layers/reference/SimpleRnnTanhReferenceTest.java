package io.unroll.layers.reference;

import org.junit.jupiter.api.Test;

class SimpleRnnTanhReferenceTest extends CellReferenceProperties {

  @Override
  ReferenceCell cell() {
    return new SimpleRnnReference(Activation.TANH);
  }

  @Test
  void statesAndGradient_sines_equalPytorch() {
    assertEqualsPytorch(
        new double[] {-0.691760991636316, -0.610341341906908, 0.968373287846576, 0.274997543595001},
        new double[] {-0.485957321159525, -1.0119530264568, 0.427805911772861, 0.181378497881447});
  }
}
