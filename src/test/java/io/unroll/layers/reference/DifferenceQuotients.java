package io.unroll.layers.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleSupplier;

/** Comparison of a gradient with central differences of its loss, element by element. */
public final class DifferenceQuotients {
  private static final double STEP = 1e-5;

  private DifferenceQuotients() {}

  /**
   * @param values what the loss is a function of: read again at every call
   * @param gradient of the loss, in the shape of the values
   */
  public static void assertGradient(
      String name, double[] values, double[] gradient, DoubleSupplier loss) {
    assertEquals(values.length, gradient.length, name);
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      values[i] = value + STEP;
      double above = loss.getAsDouble();
      values[i] = value - STEP;
      double below = loss.getAsDouble();
      values[i] = value;
      double quotient = (above - below) / (2 * STEP);
      // A loss near 1 is known to 1e-16, the quotient of its differences hence to 1e-11.
      double allowed = 1e-6 * Math.abs(quotient) + 1e-9;
      assertEquals(quotient, gradient[i], allowed, name + "[" + i + "]");
    }
  }

  public static void assertGradient(
      String name, double[][] values, double[][] gradient, DoubleSupplier loss) {
    assertEquals(values.length, gradient.length, name);
    for (int i = 0; i < values.length; i++) {
      assertGradient(name + "[" + i + "]", values[i], gradient[i], loss);
    }
  }

  public static void assertGradient(
      String name, double[][][] values, double[][][] gradient, DoubleSupplier loss) {
    assertEquals(values.length, gradient.length, name);
    for (int i = 0; i < values.length; i++) {
      assertGradient(name + "[" + i + "]", values[i], gradient[i], loss);
    }
  }
}
