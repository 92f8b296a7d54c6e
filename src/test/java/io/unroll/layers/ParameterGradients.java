package io.unroll.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Comparison of a network's gradient with central differences of its loss, parameter by parameter.
 */
final class ParameterGradients {
  private static final double STEP = 1e-5;

  private ParameterGradients() {}

  /**
   * @param network in double precision
   * @param loss a pass forward and backward over the same batch
   */
  static void assertEqualDifferenceQuotients(ComputationGraph network, DoubleSupplier loss) {
    double whole = loss.getAsDouble();
    assertTrue(Double.isFinite(whole), "loss " + whole);
    double[] gradient = network.getFlattenedGradients().dup().data().asDouble();
    INDArray parameters = network.params();
    for (int i = 0; i < gradient.length; i++) {
      double value = parameters.getDouble(i);
      parameters.putScalar(i, value + STEP);
      double above = loss.getAsDouble();
      parameters.putScalar(i, value - STEP);
      double below = loss.getAsDouble();
      parameters.putScalar(i, value);
      double quotient = (above - below) / (2 * STEP);
      assertEquals(quotient, gradient[i], 1e-5 * Math.abs(quotient) + 1e-8, "parameter " + i);
    }
  }
}
