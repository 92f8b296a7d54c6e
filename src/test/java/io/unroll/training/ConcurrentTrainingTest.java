package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.Settings;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.RecurrentState;
import io.unroll.network.TestModels;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

/** The workers of one machine are threads of one process, and share all of its native state. */
class ConcurrentTrainingTest {
  private static final int THREADS = 3;
  private static final int STEPS = 5;
  private static final List<SequenceBatch> LANES = TestModels.lanes(THREADS, STEPS);
  private static final SequenceBatch PAIRS = TestModels.tenExamples();

  @Test
  void languageModels_trainedSideBySide_equalOneAfterAnother() throws Exception {
    Settings settings = TestModels.languageModel(2, TestModels.training(1, 4, 2));
    assertSame(thread -> train(settings, LANES.subList(thread * STEPS, (thread + 1) * STEPS)));
  }

  @Test
  void encoderDecoders_trainedSideBySide_equalOneAfterAnother() throws Exception {
    Settings settings = TestModels.encoderDecoder(Attention.GENERAL, false);
    assertSame(
        thread ->
            train(
                settings,
                IntStream.range(0, STEPS)
                    .mapToObj(step -> TestModels.row(PAIRS, (thread * STEPS + step) % 10))
                    .toList()));
  }

  @Test
  void differentModels_trainedSideBySide_equalOneAfterAnother() throws Exception {
    Settings streams = TestModels.languageModel(1, TestModels.training(1, 4, 2));
    Settings pairs = TestModels.encoderDecoder(Attention.NONE, true);
    assertSame(
        thread ->
            thread % 2 == 0
                ? train(pairs, List.of(PAIRS, PAIRS, PAIRS, PAIRS, PAIRS))
                : train(streams, LANES.subList(0, STEPS)));
  }

  /** Training of one of the threads. */
  private interface Training {
    float[] parameters(int thread);
  }

  private static void assertSame(Training training) throws Exception {
    NativeThreads.bind(1);
    List<float[]> alone = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      alone.add(training.parameters(thread));
    }
    List<float[]> together = together(training);
    for (int thread = 0; thread < THREADS; thread++) {
      assertArrayEquals(alone.get(thread), together.get(thread), "thread " + thread);
    }
    assertFalse(Arrays.equals(alone.get(0), alone.get(1)), "each must train something else");
  }

  private static List<float[]> together(Training training) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try {
      List<Callable<float[]>> tasks = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int own = thread;
        tasks.add(
            () -> {
              NativeThreads.bind(1);
              start.await();
              float[] parameters = training.parameters(own);
              NativeThreads.releaseWorkspaces();
              return parameters;
            });
      }
      List<float[]> results = new ArrayList<>();
      for (Future<float[]> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static float[] train(Settings settings, List<SequenceBatch> batches) {
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    TrainingStep step = new TrainingStep(blueprint, network, Optional.of(1.0));
    RecurrentState.zero().applyTo(network);
    for (int i = 0; i < batches.size(); i++) {
      step.take(batches.get(i), i, 1);
      if (blueprint.carriesState()) {
        RecurrentState.of(network).applyTo(network);
      }
    }
    return Parameters.of(network);
  }
}
