package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.ScheduleSettings;
import io.unroll.network.TestModels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  private static final int TOTAL = 100;

  @Test
  void step_everyTwoEpochs_fallsAfterEachTwo() {
    String[] settings = {"decay=0.5", "decayEpochs=2"};
    assertEquals(1, rate(1, settings).factor(7));
    assertEquals(1, rate(2, settings).factor(70));
    assertEquals(0.5, rate(3, settings).factor(90));
    assertEquals(0.25, rate(5, settings).factor(90));
  }

  @Test
  void plateau_waitsAndFallsAgain() {
    List<Boolean> better = List.of(true, false, false, true, false, false, false, false);
    assertEquals(3, cuts(better, "type=plateau", "decay=0.5", "decayEpochs=2"));
    assertEquals(1, cuts(better, "type=plateau", "decay=0.5", "decayEpochs=4"));
    assertEquals(0, cuts(better, "decay=0.5", "decayEpochs=2"));
  }

  @Test
  void inverseSquareRoot_fourTimesTheWarmUp_isHalf() {
    LearningRate rate = rate(1, "type=inverse-square-root", "decay=1", "warmupBatches=10");
    assertEquals(0.1, rate.factor(0), 1e-12);
    assertEquals(1, rate.factor(9), 1e-12);
    assertEquals(0.5, rate.factor(39), 1e-12);
  }

  @Test
  void cosine_startMiddleEnd_isOneHalfAndNothing() {
    LearningRate rate = rate(3, "type=cosine", "decay=1");
    assertEquals(1, rate.factor(0), 1e-12);
    assertEquals(0.5, rate.factor(TOTAL / 2), 1e-12);
    assertEquals(0, rate.factor(TOTAL), 1e-12);
  }

  @Test
  void cosine_moreStepsThanAnIntHolds_fallsSlowly() {
    ScheduleSettings cosine = schedule("type=cosine", "decay=1");
    LearningRate rate = new LearningRate(cosine, 1, 0, 4_000_000_000L);
    assertEquals(0.5, rate.factor(2_000_000_000), 1e-12);
  }

  @Test
  void warmUp_anySchedule_risesInAStraightLine() {
    LearningRate rate = rate(1, "warmupBatches=4", "decay=1");
    assertEquals(0.25, rate.factor(0));
    assertEquals(0.75, rate.factor(2));
    assertEquals(1, rate.factor(3));
    assertEquals(1, rate.factor(4));
  }

  private static LearningRate rate(int epoch, String... settings) {
    return new LearningRate(schedule(settings), epoch, 0, TOTAL);
  }

  private static int cuts(List<Boolean> better, String... settings) {
    return LearningRate.cuts(schedule(settings), better);
  }

  private static ScheduleSettings schedule(String... settings) {
    String[] keys =
        Arrays.stream(settings).map("learningRateSchedule."::concat).toArray(String[]::new);
    return TestModels.training(1, 1, 9, keys).rate().learningRateSchedule();
  }
}
