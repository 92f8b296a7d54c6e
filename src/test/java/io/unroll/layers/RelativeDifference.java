package io.unroll.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The norm of a difference as a share of the norm of what was expected. */
public final class RelativeDifference {
  private RelativeDifference() {}

  /**
   * @param expected of any shape with the length of {@code actual}, element by element in 'c' order
   */
  public static void assertAtMost(
      double tolerance, String name, INDArray expected, INDArray actual) {
    INDArray wanted = expected.castTo(actual.dataType()).reshape('c', actual.shape());
    double difference = actual.sub(wanted).norm2Number().doubleValue();
    // Terms near 1 that cancel leave their rounding errors behind.
    double allowed = tolerance * Math.max(0.1, wanted.norm2Number().doubleValue());
    assertTrue(difference <= allowed, () -> name + ": " + difference + " > " + allowed);
  }
}
