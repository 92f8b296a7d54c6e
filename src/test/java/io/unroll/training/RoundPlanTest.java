package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.network.TestModels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundPlanTest {

  @Test
  void plain_batchesThatDoNotDivide_lastRoundIsShort() {
    assertEquals(List.of(4, 4, 2), lengths(plan(4, 10), 1));
    assertEquals(List.of(4, 4, 2), lengths(plan(4, 10), 7));
  }

  @Test
  void warmUp_reachingIntoTheSecondEpoch_averagesEveryBatchUntilThen() {
    RoundPlan plan = plan(4, 5, "averaging.warmup=6");
    assertEquals(List.of(1, 1, 1, 1, 1), lengths(plan, 1));
    assertEquals(List.of(1, 4), lengths(plan, 2));
    assertEquals(List.of(4, 1), lengths(plan, 3));
  }

  @Test
  void growth_twofold_doublesEveryEpochUpToTheEpoch() {
    RoundPlan plan = plan(2, 10, "averaging.growth=2");
    assertEquals(List.of(2, 2, 2, 2, 2), lengths(plan, 1));
    assertEquals(List.of(4, 4, 2), lengths(plan, 2));
    assertEquals(List.of(10), lengths(plan, 60));
  }

  @Test
  void steps_moreThanAnIntHolds_areCounted() {
    RoundPlan plan = plan(1000, 40_000_000, "averaging.warmup=6");
    assertEquals(4_000_000_000L, plan.steps(100));
    assertEquals(1000, plan.at(70, 0).steps());
  }

  private static RoundPlan plan(int every, int epochSteps, String... more) {
    return new RoundPlan(TestModels.training(1, every, 1, more).averaging(), epochSteps);
  }

  private static List<Integer> lengths(RoundPlan plan, int epoch) {
    List<Integer> lengths = new ArrayList<>();
    for (int from = 0; from < plan.epochSteps(); ) {
      RoundPlan.Span span = plan.at(epoch, from);
      lengths.add(span.steps());
      from = span.to();
    }
    assertEquals(lengths.size(), plan.rounds(epoch));
    return lengths;
  }
}
