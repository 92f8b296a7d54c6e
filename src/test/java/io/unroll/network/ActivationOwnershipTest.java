package io.unroll.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** No vertex needs an array that another may write to: all pairs of settings. */
class ActivationOwnershipTest {

  @ParameterizedTest
  @MethodSource("io.unroll.network.ModelSettingsPairs#models")
  void gradient_whenArraysAreSpoiledAfterEachCall_isTheSame(PairedModel model) {
    TrainingPass pass = TrainingPass.of(model, DataType.FLOAT);
    double loss = pass.run();
    double[] gradient = pass.gradient();
    BorrowedArrays.enforce(pass.network());
    assertEquals(loss, pass.run(), model::toString);
    assertArrayEquals(gradient, pass.gradient(), model::toString);
  }
}
