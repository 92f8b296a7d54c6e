package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GlobalNormTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 2048, 2049, 100_003})
  void of_anyLength_isTheRootOfTheSquares(int length) {
    Nd4j.getRandom().setSeed(length);
    INDArray flat = Nd4j.randn(DataType.FLOAT, 1, length);
    double squares = 0;
    for (float value : flat.data().asFloat()) {
      squares += (double) value * value;
    }
    assertEquals(Math.sqrt(squares), GlobalNorm.of(flat), 1e-9 * Math.sqrt(squares));
  }

  /** Single precision stops growing at 2^24 ones. */
  @Test
  void of_manyOnes_losesNone() {
    int length = (1 << 24) + 1_000_000;
    assertEquals(Math.sqrt(length), GlobalNorm.of(Nd4j.ones(DataType.FLOAT, 1, length)), 1e-6);
  }

  @Test
  void of_whatIsNotFinite_isNotFinite() {
    INDArray flat = Nd4j.ones(DataType.FLOAT, 1, 3000);
    flat.putScalar(0, 2222, Float.NaN);
    assertTrue(Double.isNaN(GlobalNorm.of(flat)));
  }
}
