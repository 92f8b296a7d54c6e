package io.unroll.averaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WeightedMeanTest {

  @Property
  void oneWorker_anyValues_keepsEveryBit(
      @ForAll float[] values, @ForAll @IntRange(min = 1, max = 1 << 28) int tokens) {
    float[] mean = mean(piece(0, tokens, values));
    for (int i = 0; i < values.length; i++) {
      // Minus zero loses its sign in a sum that starts at zero, which no network can tell.
      assertArrayEquals(new float[] {values[i] + 0.0f}, new float[] {mean[i]});
    }
  }

  @Test
  void twoWorkers_unequalTokens_areWeightedByTokens() {
    assertArrayEquals(new float[] {2, 20}, mean(piece(0, 300, 1, 10), piece(1, 100, 5, 50)));
  }

  @Test
  void workerWithoutTokens_hasNoSay() {
    assertArrayEquals(new float[] {3}, mean(piece(0, 7, 3), piece(1, 0, Float.NaN)));
  }

  @Test
  void nobodyWithTokens_isEmpty() {
    assertTrue(new WeightedMean(List.of(piece(0, 0, 3), piece(1, 0, 4))).isEmpty());
  }

  private static float[] mean(Piece... pieces) {
    double[] mean = new WeightedMean(List.of(pieces)).of(ModelState::parameters);
    return new PlainAverage().step(new float[0], mean, new float[0]);
  }

  private static Piece piece(int worker, long tokens, float... parameters) {
    return new Piece(worker, tokens, new ModelState(parameters, new float[0]), null);
  }
}
