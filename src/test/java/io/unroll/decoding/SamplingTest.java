package io.unroll.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SamplingTest {
  /** Another row before; the second id of this one may not be drawn. */
  private static final float[] PROBABILITIES = {
    0.9f, 0.1f, 0, 0, 0, 0.2f, 0.3f, 0.1f, 0.25f, 0.15f
  };

  private static final int DRAWS = 20_000;

  private static double[] shares(Sampling sampling) {
    SplittableRandom random = new SplittableRandom(3);
    double[] shares = new double[5];
    for (int i = 0; i < DRAWS; i++) {
      shares[sampling.draw(PROBABILITIES, 5, 5, id -> id != 1, random)] += 1.0 / DRAWS;
    }
    return shares;
  }

  @Test
  void draw_temperatureOne_goesByProbability() {
    double[] expected = {0.2 / 0.7, 0, 0.1 / 0.7, 0.25 / 0.7, 0.15 / 0.7};
    assertArrayEquals(expected, shares(new Sampling(1, 0, 1)), 0.015);
  }

  @Test
  void draw_halfTemperature_goesBySquares() {
    double sum = 0.04 + 0.01 + 0.0625 + 0.0225;
    double[] expected = {0.04 / sum, 0, 0.01 / sum, 0.0625 / sum, 0.0225 / sum};
    assertArrayEquals(expected, shares(new Sampling(0.5, 0, 1)), 0.015);
  }

  @Test
  void draw_temperatureZero_takesTheMostProbableAllowed() {
    assertArrayEquals(new double[] {0, 0, 0, 1, 0}, shares(Sampling.GREEDY), 1e-9);
  }

  @Test
  void draw_topTwo_leavesOutTheRest() {
    double[] expected = {0.2 / 0.45, 0, 0, 0.25 / 0.45, 0};
    assertArrayEquals(expected, shares(new Sampling(1, 2, 1)), 0.015);
  }

  @Test
  void draw_nucleus_isTheFewestThatHoldTheShare() {
    // 0.25 / 0.7 is less than 0.4 of it, with 0.2 / 0.7 more.
    double[] expected = {0.2 / 0.45, 0, 0, 0.25 / 0.45, 0};
    assertArrayEquals(expected, shares(new Sampling(1, 0, 0.4)), 0.015);
    assertArrayEquals(new double[] {0, 0, 0, 1, 0}, shares(new Sampling(1, 0, 0.3)), 1e-9);
  }

  @Test
  void sampling_impossible_isRefused() {
    assertEquals(
        "top-p must be above 0 and at most 1, got 0.0",
        assertThrows(IllegalArgumentException.class, () -> new Sampling(1, 0, 0)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Sampling(-1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Sampling(1, -1, 1));
  }
}
