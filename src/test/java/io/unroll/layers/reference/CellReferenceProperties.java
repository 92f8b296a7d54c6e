package io.unroll.layers.reference;

import static io.unroll.layers.reference.DifferenceQuotients.assertGradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collections;
import java.util.function.DoubleSupplier;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Properties of the reference of every recurrent cell. */
abstract class CellReferenceProperties {

  abstract ReferenceCell cell();

  /**
   * Returns whether a pass since the last {@link #cell} came so near to a kink that a step may
   * cross it.
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
    CellPass.Sizes sizes = new CellPass.Sizes(batch, steps, inputSize, hidden);
    CellPass pass = new CellPass(new ReferenceLayer(cell(), reversed), seed, sizes);
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
    CellPass.Sizes sizes = new CellPass.Sizes(batch, steps, 2, 3);
    CellPass pass = new CellPass(new ReferenceLayer(cell(), reversed), seed, sizes);
    double loss = pass.loss();
    ReferenceLayer.Gradients gradients = pass.gradients();
    for (int row = 0; row < batch; row++) {
      for (int step = pass.inputs.lengths_B()[row]; step < steps; step++) {
        Arrays.fill(pass.inputs.x_BTI()[row][step], Double.NaN);
        Arrays.fill(pass.dy_BTH[row][step], Double.NaN);
        assertArrayEquals(new double[2], gradients.dx_BTI()[row][step]);
      }
    }
    assertEquals(loss, pass.loss());
    ReferenceLayer.Gradients again = pass.gradients();
    assertArrayEquals(gradients.dx_BTI(), again.dx_BTI());
    assertArrayEquals(gradients.dInitial_BSH(), again.dInitial_BSH());
    assertArrayEquals(gradients.dWeights().w_IG(), again.dWeights().w_IG());
  }

  @Property(tries = 10)
  void reversed_paddedRow_isForwardOverItsRealStepsTurnedRound(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int steps) {
    CellPass pass =
        new CellPass(new ReferenceLayer(cell(), true), seed, new CellPass.Sizes(1, steps, 2, 3));
    int length = pass.inputs.lengths_B()[0];
    ReferenceLayer.Outputs reversed = pass.outputs();
    turnRound(pass.inputs.x_BTI()[0], length);
    ReferenceLayer.Outputs forward =
        new ReferenceLayer(cell(), false).forward(pass.weights, pass.inputs);
    turnRound(forward.y_BTH()[0], length);
    assertArrayEquals(forward.y_BTH(), reversed.y_BTH());
    assertArrayEquals(forward.last_BSH(), reversed.last_BSH());
  }

  private static void turnRound(double[][] row_TX, int length) {
    Collections.reverse(Arrays.asList(row_TX).subList(0, length));
  }

  @Property(tries = 10)
  void lastState_carriedToASecondWindow_continuesTheSequence(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 4) int split) {
    ReferenceLayer layer = new ReferenceLayer(cell(), false);
    CellPass pass = new CellPass(layer, seed, new CellPass.Sizes(1, 4, 2, 3));
    double[][][] x_BTI = pass.inputs.x_BTI();
    double[][][] rest_BTI = {Arrays.copyOfRange(x_BTI[0], split, split + 4)};
    double[][][] half_BSH = last(pass, x_BTI, pass.inputs.initial_BSH(), split);
    assertArrayEquals(
        last(pass, x_BTI, pass.inputs.initial_BSH(), 4), last(pass, rest_BTI, half_BSH, 4 - split));
  }

  private static double[][][] last(
      CellPass pass, double[][][] x_BTI, double[][][] initial_BSH, int length) {
    ReferenceLayer.Inputs inputs =
        new ReferenceLayer.Inputs(x_BTI, initial_BSH, new int[] {length});
    return pass.layer.forward(pass.weights, inputs).last_BSH();
  }

  /**
   * Holds the cell against PyTorch 2.13 in double precision over arrays of sines.
   *
   * <p>W, R, b, x and the initial states are drawn in this order from sin 0, sin 1, ..., with one
   * row, two steps and sizes of two, and put into {@code torch.nn}'s module with blocks reordered.
   *
   * @param expectedY states at both steps
   * @param expectedDx gradient of the sum of their squares by x
   */
  void assertEqualsPytorch(double[] expectedY, double[] expectedDx) {
    Draws draws = Draws.sines();
    CellWeights weights = draws.weights(cell(), 2, 2);
    ReferenceLayer.Inputs inputs =
        new ReferenceLayer.Inputs(
            draws.array(1, 2, 2), draws.array(1, cell().states(), 2), new int[] {2});
    ReferenceLayer layer = new ReferenceLayer(cell(), false);
    double[][] y_TH = layer.forward(weights, inputs).y_BTH()[0];
    assertArrayEquals(expectedY, Dense.concat(y_TH), 1e-14);
    double[][][] dy_BTH = {{Dense.sum(y_TH[0], y_TH[0]), Dense.sum(y_TH[1], y_TH[1])}};
    ReferenceLayer.Gradients gradients =
        layer.backward(weights, inputs, dy_BTH, new double[1][cell().states()][2]);
    assertArrayEquals(expectedDx, Dense.concat(gradients.dx_BTI()[0]), 1e-14);
  }
}
