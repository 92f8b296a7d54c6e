package io.unroll.averaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.network.TestModels;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OuterRuleTest {
  private static final int ROUNDS = 6;
  private static final int LENGTH = 40;
  private static final float CLOSE = 1e-5f;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bmuf_noMomentumFullRate_equalsPlainAverage(boolean lookAhead) {
    assertArrayEquals(
        course(new PlainAverage()), course(new BlockMomentum(1, 0, lookAhead)), Math.ulp(2f));
  }

  @Test
  void nesterov_noMomentumFullRate_equalsPlainAverage() {
    assertArrayEquals(course(new PlainAverage()), course(new NesterovStep(1, 0)), Math.ulp(2f));
  }

  @Test
  void bmuf_constantStep_reachesTheSameDistanceAsMoreWorkers() {
    // D converges to step / (1 - momentum): K times the step for momentum 1 - 1/K.
    OuterRule rule = new BlockMomentum(1, 0.75, false);
    float[] state = new float[1];
    float[] at = {0};
    float[] before = at;
    for (int round = 0; round < 100; round++) {
      before = at;
      at = rule.step(at, new double[] {at[0] + 1.0}, state);
    }
    assertEquals(4, at[0] - before[0], 1e-3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 64})
  void nesterov_constantStep_goesNoFurtherThanAllWorkersTogether(int workers) {
    OuterRule rule = rule(workers, "averaging.outer=nesterov");
    float[] state = new float[1];
    float[] at = {0};
    float[] before = at;
    for (int round = 0; round < 200; round++) {
      before = at;
      at = rule.step(at, new double[] {at[0] + 1.0}, state);
    }
    assertTrue(at[0] - before[0] <= workers + 1e-3, "step " + (at[0] - before[0]));
  }

  @Test
  void bmufLookAhead_anyCourse_isClassicalStartedOneMomentumStepAhead() {
    double momentum = 0.6;
    BlockMomentum ahead = new BlockMomentum(0.9, momentum, true);
    float[] state = new float[LENGTH];
    float[] started = start();
    double[] w = doubles(started);
    double[] d = new double[LENGTH];
    for (int round = 0; round < ROUNDS; round++) {
      double[] mean = worked(started, round);
      for (int i = 0; i < LENGTH; i++) {
        d[i] = momentum * d[i] + 0.9 * (mean[i] - started[i]);
        w[i] += d[i];
      }
      started = ahead.step(started, mean, state);
      for (int i = 0; i < LENGTH; i++) {
        assertEquals(w[i] + momentum * d[i], started[i], CLOSE);
        assertEquals(w[i], ahead.model(started, state)[i], CLOSE);
      }
    }
  }

  @Test
  void nesterov_anyCourse_isSgdWithNesterovMomentumOnTheStep() {
    NesterovStep rule = new NesterovStep(0.7, 0.9);
    float[] state = new float[LENGTH];
    float[] at = start();
    double[] expected = doubles(at);
    double[] buffer = new double[LENGTH];
    for (int round = 0; round < ROUNDS; round++) {
      double[] mean = worked(at, round);
      for (int i = 0; i < LENGTH; i++) {
        double gradient = expected[i] - mean[i];
        buffer[i] = 0.9 * buffer[i] + gradient;
        expected[i] -= 0.7 * (gradient + 0.9 * buffer[i]);
      }
      at = rule.step(at, mean, state);
      for (int i = 0; i < LENGTH; i++) {
        assertEquals(expected[i], at[i], CLOSE);
      }
    }
  }

  @Test
  void of_settings_choosesRuleAndItsOwnFactors() {
    assertInstanceOf(PlainAverage.class, rule(2));
    assertEquals(new BlockMomentum(1, 0.75, false), rule(4, "averaging.outer=bmuf"));
    assertEquals(
        new BlockMomentum(0.5, 0.2, true),
        rule(
            4,
            "averaging.outer=bmuf",
            "averaging.outerRate=0.5",
            "averaging.outerMomentum=0.2",
            "averaging.outerLookAhead=true"));
    assertEquals(new NesterovStep(0.7, 1 - 0.7 / 4), rule(4, "averaging.outer=nesterov"));
    assertEquals(new NesterovStep(0.7, 0.9), rule(8, "averaging.outer=nesterov"));
    assertEquals(
        new NesterovStep(1, 0), rule(1, "averaging.outer=nesterov", "averaging.outerRate=1"));
    assertEquals(
        new NesterovStep(0.5, 0.99),
        rule(
            1,
            "averaging.outer=nesterov",
            "averaging.outerRate=0.5",
            "averaging.outerMomentum=0.99"));
  }

  private static OuterRule rule(int workers, String... more) {
    return OuterRule.of(TestModels.training(workers, 1, 1, more).averaging().rule(), workers);
  }

  private static float[] course(OuterRule rule) {
    float[] state = new float[LENGTH * rule.stateArrays()];
    float[] at = start();
    for (int round = 0; round < ROUNDS; round++) {
      at = rule.step(at, worked(at, round), state);
    }
    return rule.model(at, state);
  }

  private static float[] start() {
    Random random = new Random(1);
    float[] start = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      start[i] = random.nextFloat() - 0.5f;
    }
    return start;
  }

  /** Returns what workers might make of these parameters. */
  private static double[] worked(float[] from, int round) {
    Random random = new Random(100 + round);
    double[] mean = new double[from.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = 0.9 * from[i] + 0.1 * random.nextGaussian();
    }
    return mean;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
