package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.config.LearningRateSettings;
import io.unroll.network.TestModels;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  private static final int TOTAL = 100;

  @Test
  void step_everyTwoEpochs_fallsAfterEachTwo() {
    String[] settings = {"learningRateDecay=0.5", "decayEpochs=2"};
    assertEquals(1, rate(1, settings).factor(7));
    assertEquals(1, rate(2, settings).factor(70));
    assertEquals(0.5, rate(3, settings).factor(90));
    assertEquals(0.25, rate(5, settings).factor(90));
  }

  @Test
  void plateau_waitsAndFallsAgain() {
    List<Boolean> better = List.of(true, false, false, true, false, false, false, false);
    assertEquals(3, cuts(better, "schedule=plateau", "learningRateDecay=0.5", "decayEpochs=2"));
    assertEquals(1, cuts(better, "schedule=plateau", "learningRateDecay=0.5", "decayEpochs=4"));
    assertEquals(0, cuts(better, "learningRateDecay=0.5", "decayEpochs=2"));
  }

  @Test
  void inverseSquareRoot_fourTimesTheWarmUp_isHalf() {
    LearningRate rate =
        rate(1, "schedule=inverse-square-root", "learningRateDecay=1", "warmupBatches=10");
    assertEquals(0.1, rate.factor(0), 1e-12);
    assertEquals(1, rate.factor(9), 1e-12);
    assertEquals(0.5, rate.factor(39), 1e-12);
  }

  @Test
  void cosine_startMiddleEnd_isOneHalfAndNothing() {
    LearningRate rate = rate(3, "schedule=cosine", "learningRateDecay=1");
    assertEquals(1, rate.factor(0), 1e-12);
    assertEquals(0.5, rate.factor(TOTAL / 2), 1e-12);
    assertEquals(0, rate.factor(TOTAL), 1e-12);
  }

  @Test
  void cosine_moreStepsThanAnIntHolds_fallsSlowly() {
    LearningRateSettings cosine =
        TestModels.training(1, 1, 9, "schedule=cosine", "learningRateDecay=1").rate();
    LearningRate rate = new LearningRate(cosine, 1, 0, 4_000_000_000L);
    assertEquals(0.5, rate.factor(2_000_000_000), 1e-12);
  }

  @Test
  void warmUp_anySchedule_risesInAStraightLine() {
    LearningRate rate = rate(1, "warmupBatches=4", "learningRateDecay=1");
    assertEquals(0.25, rate.factor(0));
    assertEquals(0.75, rate.factor(2));
    assertEquals(1, rate.factor(3));
    assertEquals(1, rate.factor(4));
  }

  private static LearningRate rate(int epoch, String... settings) {
    return new LearningRate(TestModels.training(1, 1, 9, settings).rate(), epoch, 0, TOTAL);
  }

  private static int cuts(List<Boolean> better, String... settings) {
    return LearningRate.cuts(TestModels.training(1, 1, 9, settings).rate(), better);
  }
}
