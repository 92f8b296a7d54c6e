package io.unroll.averaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.corpus.EmbeddedSpark;
import io.unroll.layers.backend.KernelTally;
import io.unroll.network.RecurrentState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorRoundsIT {
  private static final int WORKERS = 3;
  private static final int PARAMETERS = 7;
  private static final int ROUNDS = 3;

  /** Few executors keep all slices, and workers read them there; among many they are delivered. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void rounds_anyNumberOfExecutors_equalThoseOnTheDriver(int executors) {
    assertEquals(trained(0), trained(executors));
  }

  @Test
  void slices_readWhereTheyAreKept_countAsBytesIn() {
    double load = 2.0 * Float.BYTES * PARAMETERS;
    List<Long> kept = bytesIn(1);
    assertTrue(kept.stream().allMatch(bytes -> bytes >= load), kept::toString);
  }

  /** Returns the model and the workers after some rounds, and what judges saw. */
  private static List<String> trained(int executors) {
    return with(
        executors,
        rounds -> {
          List<String> told = new ArrayList<>();
          for (int round = 0; round < ROUNDS; round++) {
            rounds.round(ExecutorRoundsIT::train, "train");
            told.add(Arrays.toString(rounds.model()));
          }
          rounds
              .slots()
              .forEachRemaining(
                  slot ->
                      slot.workerState()
                          .ifPresent(own -> told.add(Arrays.toString(own.optimiserState()))));
          return told;
        });
  }

  private static List<Long> bytesIn(int executors) {
    return with(
        executors,
        rounds ->
            List.of(
                rounds.round(ExecutorRoundsIT::train, "train").cost().bytesIn(),
                rounds.round(ExecutorRoundsIT::train, "train").cost().bytesIn()));
  }

  private static WorkerResult train(int worker, Integer data, ModelState start, WorkerState own) {
    for (int i = 0; i < PARAMETERS; i++) {
      start.parameters()[i] += data + 0.1f * i;
      start.optimiserState()[i] += 0.25f * worker;
    }
    float[] kept = {own.optimiserState().length == 0 ? worker : own.optimiserState()[0] + data};
    return new WorkerResult(
        start,
        new WorkerState(RecurrentState.zero(), kept, 1),
        new WorkerReport(
            worker, 1, worker + 1, 1, List.of(), 0, new TreeMap<>(), KernelTally.NONE));
  }

  private interface Use<T> {
    T of(AveragingRounds<Integer> rounds);
  }

  /**
   * @param executors as counted; 0 for rounds on the driver
   */
  private static <T> T with(int executors, Use<T> use) {
    return EmbeddedSpark.with(
        2,
        session -> {
          JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
          JavaRDD<Integer> dealt = spark.parallelize(List.of(1, 10, 100), WORKERS);
          OuterRule rule = new BlockMomentum(1, 0.5, false);
          try (AveragingRounds<Integer> rounds =
              executors == 0
                  ? new DriverRounds<>(spark, dealt, rule, ExecutorRoundsIT::start)
                  : new ExecutorRounds<>(
                      spark,
                      dealt,
                      rule,
                      PARAMETERS,
                      PARAMETERS,
                      ExecutorRoundsIT::start,
                      () -> executors)) {
            return use.of(rounds);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Slot start(int slice, int slices) {
    Slicing slicing = new Slicing(slices);
    float[] parameters = new float[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      parameters[i] = i;
    }
    float[] zeros = new float[PARAMETERS];
    return Slot.of(
        slice,
        new ModelState(parameters, zeros).cut(slicing, slice),
        slicing.cut(zeros, slice),
        Optional.of(WorkerState.NONE));
  }
}
