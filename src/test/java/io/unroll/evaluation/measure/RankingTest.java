package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void area_ofRandomScores_isTheShareOfPairsInOrder() {
    SplittableRandom random = new SplittableRandom(2);
    List<Ranking> counted = new ArrayList<>();
    List<Double> own = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      boolean label = random.nextInt(3) == 0;
      // Whole hundredths of log-odds: nothing is rounded, some are equal.
      double odds = (random.nextInt(300) + (label ? 80 : 0)) / 100.0;
      counted.add(Ranking.of(1 / (1 + Math.exp(-odds)), label));
      (label ? own : others).add(odds);
    }
    double pairs = 0;
    for (double one : own) {
      for (double other : others) {
        pairs += one > other ? 1 : one == other ? 0.5 : 0;
      }
    }
    double expected = pairs / own.size() / others.size();
    assertEquals(expected, Additive.sum(counted).orElseThrow().area(), 1e-9);
  }

  @Test
  void area_ofOneKindOnly_isNoNumber() {
    assertTrue(Double.isNaN(Ranking.of(0.5, true).area()));
    assertTrue(Double.isNaN(Ranking.NONE.area()));
  }

  @Test
  void area_ofCertainAnswers_isOne() {
    assertEquals(1, Ranking.of(1, true).plus(Ranking.of(0, false)).area());
  }
}
