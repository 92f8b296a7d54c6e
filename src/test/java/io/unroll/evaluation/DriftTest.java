package io.unroll.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static final double EXACT = 1e-12;

  private static DataProfile profile(Map<Integer, Long> lengths, long... tokens) {
    return new DataProfile(tokens, new long[0], lengths);
  }

  private static double divergence(long[] one, long[] other) {
    return Drift.divergence(one, other).orElseThrow();
  }

  @Test
  void divergence_ofKnownDistributions_isTheBooks() {
    assertEquals(0, divergence(new long[] {1, 3}, new long[] {2, 6}), EXACT);
    assertEquals(1, divergence(new long[] {5, 0}, new long[] {0, 7}), EXACT);
    // H((p + q) / 2) - (H(p) + H(q)) / 2 of p = (1/2, 1/2), q = (1, 0).
    double entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)) / Math.log(2);
    assertEquals(entropy - 0.5, divergence(new long[] {1, 1}, new long[] {4, 0}), EXACT);
    assertEquals(1, divergence(new long[] {5}, new long[] {0, 7}), EXACT, "tokens that are new");
  }

  @Test
  void unknown_countsTokensBehindTheKnownOnes() {
    Drift drift = new Drift(profile(Map.of(), 0, 1, 0, 0, 9), profile(Map.of(), 0, 2, 0, 0, 5, 3));
    assertEquals(0.5, drift.unknown().orElseThrow(), EXACT);
  }

  @Test
  void lengthRatio_isThatOfTheQuantileThatDiffersMost() {
    Map<Integer, Long> old = Map.of(4, 8L, 10, 2L);
    assertEquals(1, new Drift(profile(old), profile(old)).lengthRatio().orElseThrow(), EXACT);
    Drift shorter = new Drift(profile(old), profile(Map.of(2, 7L, 9, 3L)));
    assertEquals(2, shorter.lengthRatio().orElseThrow(), EXACT);
    assertTrue(new Drift(profile(old), profile(Map.of())).lengthRatio().isEmpty());
  }
}
