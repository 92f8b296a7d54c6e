package io.unroll.layers.recurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OrthogonalGatesTest {

  @ParameterizedTest
  @CsvSource({"1,4", "7,3", "32,1", "33,2", "100,4"})
  void init_everyGate_isOrthogonal(int hidden, int gates) {
    INDArray weights = weights(hidden, gates, 3);
    for (int gate = 0; gate < gates; gate++) {
      INDArray block = PortableCell.block(weights, gate, hidden);
      INDArray difference =
          block.mmul(block.transpose()).sub(Nd4j.eye(hidden).castTo(DataType.DOUBLE));
      assertEquals(0, difference.amaxNumber().doubleValue(), 1e-12);
    }
  }

  @Test
  void init_gates_areDrawnOneByOneFromTheSeed() {
    INDArray weights = weights(8, 2, 3);
    assertEquals(weights, weights(8, 2, 3));
    assertNotEquals(weights, weights(8, 2, 4));
    assertNotEquals(PortableCell.block(weights, 0, 8), PortableCell.block(weights, 1, 8));
  }

  @Test
  void init_weightsThatAreNoGates_areRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new OrthogonalGates().init(2, 3, new long[] {2, 3}, 'f', Nd4j.create(6)));
  }

  private static INDArray weights(int hidden, int gates, long seed) {
    Nd4j.getRandom().setSeed(seed);
    INDArray view = Nd4j.create(DataType.DOUBLE, (long) hidden * hidden * gates);
    long[] shape = {hidden, (long) hidden * gates};
    return new OrthogonalGates().init(hidden, hidden, shape, 'f', view);
  }
}
