package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.averaging.ModelState;
import io.unroll.averaging.WorkerResult;
import io.unroll.averaging.WorkerState;
import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.Settings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.RecurrentState;
import io.unroll.network.TestModels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker's part of a round, without Spark. */
class LocalRoundTest {
  private static final int LATE = 10_000;
  private static final WorkerBatches BATCHES = new WorkerBatches(0, TestModels.lanes(1, 6));

  @Test
  void reset_lateRound_takesTheStepsOfAFreshOptimiser() {
    Settings settings = settings("averaging.updaterState=reset");
    assertArrayEquals(
        round(settings, 0, 3, 0, WorkerState.NONE).model().parameters(),
        round(settings, 0, 3, LATE, WorkerState.NONE).model().parameters());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "averaging.updaterState=keep",
        "averaging.updaterState=reset",
        "averaging.updaterState=average"
      })
  void firstStep_lateRound_isAboutTheLearningRate(String state) {
    Settings settings = settings(state, "clipNorm=off");
    int iteration = state.endsWith("average") ? 0 : LATE;
    float[] before = start(settings).parameters();
    float[] after = round(settings, 0, 1, iteration, WorkerState.NONE).model().parameters();
    double longest = 0;
    for (int i = 0; i < before.length; i++) {
      longest = Math.max(longest, Math.abs(after[i] - before[i]));
    }
    double rate = settings.training().rate().learningRate();
    assertEquals(rate, longest, 0.01 * rate);
  }

  @Test
  void keep_workerThatHasTakenFewSteps_goesOnByItsOwnCount() {
    Settings settings = settings("averaging.updaterState=keep");
    WorkerState own = round(settings, 0, 2, 0, WorkerState.NONE).own();
    assertEquals(2, own.optimiserSteps());
    assertArrayEquals(
        round(settings, 2, 4, 2, own).model().parameters(),
        round(settings, 2, 4, LATE, own).model().parameters());
  }

  @Test
  void skippedStep_leavesNoStateBehind() {
    Settings settings =
        TestModels.languageModel(TestModels.stack(Cell.RNN_RELU, 1, 16, false), Kernels.AUTO);
    float[] broken = new float[2 * 16];
    Arrays.fill(broken, 0, 16, Float.MAX_VALUE);
    RecurrentState lanes =
        new RecurrentState(
            Map.of("cell0", Map.of("prevAct", new RecurrentState.Values(2, 16, broken))));
    WorkerResult result = round(settings, 1, 4, 1, new WorkerState(lanes, new float[0], 0));
    assertEquals(1, result.report().skipped().size(), result.report().skipped().toString());
    assertTrue(Double.isFinite(result.report().nats()));
  }

  @Test
  void seed_ofManyWorkersAndRounds_neverRepeats() {
    Settings settings = settings();
    Set<Long> seeds = new HashSet<>();
    for (int epoch = 1; epoch <= 3; epoch++) {
      for (int round = 0; round < 100; round++) {
        LocalRound local = local(settings, epoch, round, new RoundPlan.Span(0, 1), 0);
        for (int worker = 0; worker < 64; worker++) {
          seeds.add(local.seed(worker));
        }
      }
    }
    assertEquals(3 * 100 * 64, seeds.size());
  }

  private static Settings settings(String... training) {
    return TestModels.languageModel(1, TestModels.training(1, 4, 1, training));
  }

  private static LocalRound local(
      Settings settings, int epoch, int round, RoundPlan.Span span, int iteration) {
    LearningRate rate =
        new LearningRate(settings.training().rate().learningRateSchedule(), epoch, 0, 100);
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    return new LocalRound(
        UUID.randomUUID().toString(), settings, blueprint, rate, round, span, iteration);
  }

  private static WorkerResult round(
      Settings settings, int from, int to, int iteration, WorkerState own) {
    return local(settings, 1, 0, new RoundPlan.Span(from, to), iteration)
        .train(0, BATCHES, start(settings), own);
  }

  private static ModelState start(Settings settings) {
    float[] parameters = Parameters.of(TestModels.network(TestModels.blueprint(settings)));
    return new ModelState(parameters, new float[2 * parameters.length]);
  }
}
