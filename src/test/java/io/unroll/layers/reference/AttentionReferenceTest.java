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

class AttentionReferenceTest {

  @Property(tries = 30)
  void gradients_randomShapes_equalDifferenceQuotients(
      @ForAll AttentionScore score,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int batch,
      @ForAll @IntRange(min = 1, max = 3) int steps,
      @ForAll @IntRange(min = 1, max = 5) int sourceSteps,
      @ForAll @IntRange(min = 1, max = 3) int hidden) {
    Pass pass = new Pass(score, seed, batch, steps, sourceSteps, hidden);
    AttentionReference.Gradients gradients = pass.gradients();
    DoubleSupplier loss = pass::loss;
    assertGradient("decoder", pass.inputs.decoder_BTH(), gradients.dDecoder_BTH(), loss);
    assertGradient("encoder", pass.inputs.encoder_BSH(), gradients.dEncoder_BSH(), loss);
    assertGradient("score", pass.weights.score(), gradients.dWeights().score(), loss);
    assertGradient("W_c", pass.weights.combine_2HH(), gradients.dWeights().combine_2HH(), loss);
  }

  @Property(tries = 20)
  void sourcePadding_anyValue_changesNothing(@ForAll AttentionScore score, @ForAll long seed) {
    Pass pass = new Pass(score, seed, 3, 2, 4, 3);
    double loss = pass.loss();
    AttentionReference.Gradients before = pass.gradients();
    for (int row = 0; row < 3; row++) {
      for (int s = pass.inputs.sourceLengths_B()[row]; s < 4; s++) {
        Arrays.fill(pass.inputs.encoder_BSH()[row][s], Double.NaN);
        assertArrayEquals(new double[3], before.dEncoder_BSH()[row][s]);
        assertEquals(0, pass.outputs().weights_BTS()[row][0][s]);
      }
    }
    assertEquals(loss, pass.loss());
    AttentionReference.Gradients after = pass.gradients();
    assertArrayEquals(before.dDecoder_BTH(), after.dDecoder_BTH());
    assertArrayEquals(before.dEncoder_BSH(), after.dEncoder_BSH());
    assertArrayEquals(before.dWeights().combine_2HH(), after.dWeights().combine_2HH());
  }

  @Test
  void output_dotScoreByHand_weighsTheSource() {
    // Scores log 3 and 0: weights 3/4 and 1/4; W_c passes context plus twice the decoder state.
    AttentionReference.Inputs inputs =
        new AttentionReference.Inputs(
            new double[][][] {{{1}}}, new double[][][] {{{Math.log(3)}, {0}}}, new int[] {2});
    AttentionReference.Weights weights =
        new AttentionReference.Weights(new double[0][][], new double[][] {{1}, {2}});
    AttentionReference.Outputs outputs =
        new AttentionReference(AttentionScore.DOT).forward(weights, inputs);
    assertArrayEquals(new double[] {0.75, 0.25}, outputs.weights_BTS()[0][0], 1e-15);
    assertEquals(Math.tanh(0.75 * Math.log(3) + 2), outputs.y_BTH()[0][0][0], 1e-15);
  }

  @Test
  void generalAndAdditive_byHand_scoreInTheirOwnOrder() {
    double[] h_H = {1, 2};
    double[] m_H = {3, 5};
    double[][] w_HH = {{0, 1}, {0, 0}};
    assertEquals(5, AttentionScore.GENERAL.of(new double[][][] {w_HH}, h_H, m_H));
    double[][][] additive = {{{1}, {0}}, {{0}, {-0.3}}, {{4}}};
    assertEquals(4 * Math.tanh(1 - 1.5), AttentionScore.ADDITIVE.of(additive, h_H, m_H), 1e-15);
  }

  /** One draw of a pass, its loss the outputs dot dy. */
  private static final class Pass {
    final AttentionReference attention;
    final AttentionReference.Weights weights;
    final AttentionReference.Inputs inputs;
    final double[][][] dy_BTH;

    Pass(AttentionScore score, long seed, int batch, int steps, int sourceSteps, int hidden) {
      Draws draws = Draws.random(seed);
      attention = new AttentionReference(score);
      weights =
          new AttentionReference.Weights(
              score.weights(draws, hidden, 2), draws.array(2 * hidden, hidden));
      inputs =
          new AttentionReference.Inputs(
              draws.array(batch, steps, hidden),
              draws.array(batch, sourceSteps, hidden),
              draws.integers(batch, 1, sourceSteps));
      dy_BTH = draws.array(batch, steps, hidden);
    }

    AttentionReference.Outputs outputs() {
      return attention.forward(weights, inputs);
    }

    AttentionReference.Gradients gradients() {
      return attention.backward(weights, inputs, dy_BTH);
    }

    double loss() {
      return Dense.dot(flat(outputs().y_BTH()), flat(dy_BTH));
    }

    private static double[] flat(double[][][] array) {
      return Dense.concat(Arrays.stream(array).flatMap(Arrays::stream).toArray(double[][]::new));
    }
  }
}
