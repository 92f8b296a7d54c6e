package io.unroll.layers.reference;

import static io.unroll.layers.reference.DifferenceQuotients.assertGradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SoftmaxLossReferenceTest {

  @Property(tries = 20)
  void gradients_randomShapes_equalDifferenceQuotients(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int rows,
      @ForAll @IntRange(min = 1, max = 4) int hidden,
      @ForAll @IntRange(min = 2, max = 5) int vocabulary,
      @ForAll boolean smoothed) {
    SoftmaxLossReference loss = new SoftmaxLossReference(smoothed ? 0.1 : 0);
    SoftmaxLossReference.Inputs inputs = inputs(seed, rows, hidden, vocabulary);
    SoftmaxLossReference.Result result = loss.of(inputs);
    DoubleSupplier sum = () -> loss.of(inputs).lossSum();
    assertGradient("hidden", inputs.hidden_NH(), result.dHidden_NH(), sum);
    assertGradient("W", inputs.w_HV(), result.dW_HV(), sum);
    assertGradient("b", inputs.b_V(), result.db_V(), sum);
  }

  @Property(tries = 20)
  void ignoredRows_anyValue_changeNothing(@ForAll long seed) {
    SoftmaxLossReference loss = new SoftmaxLossReference(0.1);
    SoftmaxLossReference.Inputs inputs = inputs(seed, 5, 3, 4);
    SoftmaxLossReference.Result before = loss.of(inputs);
    for (int row = 0; row < 5; row++) {
      if (!inputs.real_N()[row]) {
        Arrays.fill(inputs.hidden_NH()[row], Double.NaN);
        inputs.targets_N()[row] = -1;
      }
    }
    SoftmaxLossReference.Result after = loss.of(inputs);
    assertEquals(before.lossSum(), after.lossSum());
    assertEquals(before.correct(), after.correct());
    assertArrayEquals(before.dHidden_NH(), after.dHidden_NH());
    assertArrayEquals(before.dW_HV(), after.dW_HV());
  }

  /** Hidden, W and b are sines in this order; the middle row is ignored, smoothing 0.1. */
  @Test
  void lossAndGradient_sines_equalPytorch() {
    Draws draws = Draws.sines();
    SoftmaxLossReference.Inputs inputs =
        new SoftmaxLossReference.Inputs(
            draws.array(3, 2),
            draws.array(2, 4),
            draws.array(4),
            new int[] {1, -1, 3},
            new boolean[] {true, false, true});
    SoftmaxLossReference.Result result = new SoftmaxLossReference(0.1).of(inputs);
    assertEquals(5.200750905614322, result.lossSum(), 1e-14);
    assertArrayEquals(
        new double[] {
          -0.420840962735755, 0.440265198436499, 0, 0, -0.299185670084101, -1.00812773925889
        },
        Dense.concat(result.dHidden_NH()),
        1e-14);
  }

  @Test
  void correct_equalScores_countsTheLowestIndex() {
    for (int target = 0; target < 3; target++) {
      SoftmaxLossReference.Inputs inputs =
          new SoftmaxLossReference.Inputs(
              new double[1][1],
              new double[1][3],
              new double[] {0, 1, 1},
              new int[] {target},
              new boolean[] {true});
      assertEquals(target == 1 ? 1 : 0, new SoftmaxLossReference(0).of(inputs).correct());
    }
  }

  @Test
  void loss_scoresFarApart_staysFinite() {
    SoftmaxLossReference.Inputs inputs =
        new SoftmaxLossReference.Inputs(
            new double[1][1],
            new double[1][2],
            new double[] {2000, 0},
            new int[] {1},
            new boolean[] {true});
    assertEquals(2000, new SoftmaxLossReference(0).of(inputs).lossSum());
  }

  private static SoftmaxLossReference.Inputs inputs(
      long seed, int rows, int hidden, int vocabulary) {
    Draws draws = Draws.random(seed);
    boolean[] real_N = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      real_N[row] = draws.integers(1, 0, 3)[0] > 0;
    }
    return new SoftmaxLossReference.Inputs(
        draws.array(rows, hidden),
        draws.array(hidden, vocabulary),
        draws.array(vocabulary),
        draws.integers(rows, 0, vocabulary - 1),
        real_N);
  }
}
