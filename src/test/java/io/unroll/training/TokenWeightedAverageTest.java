package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.layers.KernelTally;
import io.unroll.network.RecurrentState;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokenWeightedAverageTest {

  @Property
  void oneWorker_anyValues_keepsEveryBit(
      @ForAll float[] values, @ForAll @IntRange(min = 1, max = 1 << 28) int tokens) {
    float[] mean = TokenWeightedAverage.of(List.of(result(0, values, tokens)), r -> r.parameters());
    for (int i = 0; i < values.length; i++) {
      // Minus zero loses its sign in a sum that starts at zero, which no network can tell.
      assertArrayEquals(new float[] {values[i] + 0.0f}, new float[] {mean[i]});
    }
  }

  @Test
  void twoWorkers_unequalTokens_areWeightedByTokens() {
    List<WorkerResult> results =
        List.of(result(0, new float[] {1, 10}, 300), result(1, new float[] {5, 50}, 100));
    assertArrayEquals(
        new float[] {2, 20}, TokenWeightedAverage.of(results, WorkerResult::parameters));
  }

  @Test
  void workerWithoutTokens_hasNoSay() {
    List<WorkerResult> results =
        List.of(result(0, new float[] {3}, 7), result(1, new float[] {Float.NaN}, 0));
    assertArrayEquals(new float[] {3}, TokenWeightedAverage.of(results, WorkerResult::parameters));
  }

  @Test
  void nobodyWithTokens_isAnError() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            TokenWeightedAverage.of(
                List.of(result(0, new float[] {3}, 0)), WorkerResult::parameters));
  }

  private static WorkerResult result(int worker, float[] parameters, long tokens) {
    return new WorkerResult(
        worker, parameters, new float[0], RecurrentState.zero(), 0, tokens, 0, 0, KernelTally.NONE);
  }
}
