package io.unroll.layers.reference;

import static io.unroll.layers.reference.DifferenceQuotients.assertGradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for the reference of every recurrent cell. */
abstract class CellReferenceProperties {

  abstract ReferenceCell cell();

  /**
   * Whether a pass since the last {@link #cell} came so near to a kink that a step may cross it.
   */
  boolean atKink() {
    return false;
  }

  @Property(tries = 20)
  void gradients_randomShapes_equalDifferenceQuotients(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int batch,
      @ForAll @IntRange(min = 1, max = 5) int steps,
      @ForAll @IntRange(min = 1, max = 4) int inputSize,
      @ForAll @IntRange(min = 1, max = 4) int hidden,
      @ForAll boolean reversed) {
    Pass pass = new Pass(cell(), seed, batch, steps, inputSize, hidden, reversed);
    ReferenceLayer.Gradients gradients = pass.gradients();
    Assume.that(!atKink());
    DoubleSupplier loss = pass::loss;
    assertGradient("W", pass.weights.w_IG(), gradients.dWeights().w_IG(), loss);
    assertGradient("R", pass.weights.r_HG(), gradients.dWeights().r_HG(), loss);
    assertGradient("b", pass.weights.b_K(), gradients.dWeights().b_K(), loss);
    assertGradient("x", pass.inputs.x_BTI(), gradients.dx_BTI(), loss);
    assertGradient("state", pass.inputs.initial_BSH(), gradients.dInitial_BSH(), loss);
  }

  @Property(tries = 20)
  void padding_anyValue_changesNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int batch,
      @ForAll @IntRange(min = 2, max = 5) int steps,
      @ForAll boolean reversed) {
    Pass pass = new Pass(cell(), seed, batch, steps, 2, 3, reversed);
    double loss = pass.loss();
    ReferenceLayer.Gradients gradients = pass.gradients();
    for (int row = 0; row < batch; row++) {
      for (int step = pass.inputs.lengths_B()[row]; step < steps; step++) {
        Arrays.fill(pass.inputs.x_BTI()[row][step], 1e9);
        assertArrayEquals(new double[2], gradients.dx_BTI()[row][step]);
      }
    }
    assertEquals(loss, pass.loss());
    assertArrayEquals(gradients.dx_BTI(), pass.gradients().dx_BTI());
    assertArrayEquals(gradients.dWeights().w_IG(), pass.gradients().dWeights().w_IG());
  }

  @Property(tries = 10)
  void reversed_wholeRow_isForwardOverTheRowTurnedRound(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int steps) {
    Pass pass = new Pass(cell(), seed, 1, steps, 2, 3, true);
    int length = pass.inputs.lengths_B()[0];
    ReferenceLayer.Outputs reversed = pass.outputs();
    turnRound(pass.inputs.x_BTI()[0], length);
    ReferenceLayer.Outputs forward =
        new ReferenceLayer(cell(), false).forward(pass.weights, pass.inputs);
    turnRound(forward.y_BTH()[0], length);
    assertArrayEquals(forward.y_BTH(), reversed.y_BTH());
    assertArrayEquals(forward.last_BSH(), reversed.last_BSH());
  }

  @Property(tries = 10)
  void twoWindows_carriedState_equalOneSequence(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 4) int split) {
    Pass pass = new Pass(cell(), seed, 1, 4, 2, 3, false);
    ReferenceLayer layer = new ReferenceLayer(cell(), false);
    double[][] x_TI = pass.inputs.x_BTI()[0];
    ReferenceLayer.Inputs first =
        new ReferenceLayer.Inputs(
            new double[][][] {x_TI}, pass.inputs.initial_BSH(), new int[] {split});
    ReferenceLayer.Outputs window = layer.forward(pass.weights, first);
    double[][][] rest_BTI = {Arrays.copyOfRange(x_TI, split, 4)};
    ReferenceLayer.Inputs second =
        new ReferenceLayer.Inputs(padded(rest_BTI), window.last_BSH(), new int[] {4 - split});
    ReferenceLayer.Inputs whole =
        new ReferenceLayer.Inputs(
            new double[][][] {x_TI}, pass.inputs.initial_BSH(), new int[] {4});
    assertArrayEquals(
        layer.forward(pass.weights, whole).last_BSH(),
        layer.forward(pass.weights, second).last_BSH());
  }

  private static double[][][] padded(double[][][] x_BTI) {
    return new double[][][] {Arrays.copyOf(x_BTI[0], 4)};
  }

  private static void turnRound(double[][] row_TX, int length) {
    for (int step = 0; step < length / 2; step++) {
      double[] vector = row_TX[step];
      row_TX[step] = row_TX[length - 1 - step];
      row_TX[length - 1 - step] = vector;
    }
  }

  /** One draw of everything a pass needs; the loss is its outputs weighed by dy and dLast. */
  private static final class Pass {
    final ReferenceLayer layer;
    final CellWeights weights;
    final ReferenceLayer.Inputs inputs;
    final double[][][] dy_BTH;
    final double[][][] dLast_BSH;

    Pass(
        ReferenceCell cell,
        long seed,
        int batch,
        int steps,
        int inputSize,
        int hidden,
        boolean reversed) {
      RandomArrays random = new RandomArrays(seed);
      layer = new ReferenceLayer(cell, reversed);
      weights = random.weights(cell, inputSize, hidden);
      inputs =
          new ReferenceLayer.Inputs(
              random.draw(batch, steps, inputSize),
              random.draw(batch, cell.states(), hidden),
              random.lengths(batch, 0, steps));
      dy_BTH = random.draw(batch, steps, hidden);
      dLast_BSH = random.draw(batch, cell.states(), hidden);
    }

    ReferenceLayer.Outputs outputs() {
      return layer.forward(weights, inputs);
    }

    ReferenceLayer.Gradients gradients() {
      return layer.backward(weights, inputs, dy_BTH, dLast_BSH);
    }

    double loss() {
      ReferenceLayer.Outputs outputs = outputs();
      double loss = 0;
      for (int row = 0; row < dy_BTH.length; row++) {
        for (int step = 0; step < inputs.lengths_B()[row]; step++) {
          loss += Dense.dot(outputs.y_BTH()[row][step], dy_BTH[row][step]);
        }
        for (int state = 0; state < dLast_BSH[row].length; state++) {
          loss += Dense.dot(outputs.last_BSH()[row][state], dLast_BSH[row][state]);
        }
      }
      return loss;
    }
  }
}
