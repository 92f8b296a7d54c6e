package io.unroll.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.averaging.OuterRule;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.config.TrainingSettings;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.RecurrentState;
import io.unroll.network.TestModels;
import io.unroll.shards.SequenceBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AveragingTrainerIT {
  private static final List<SequenceBatch> TRAIN = TestModels.lanes(4, 5);
  private static final List<SequenceBatch> VALID = TestModels.lanes(1, 3);

  @TempDir Path folder;

  @Test
  void result_anyThreads_isTheSameBitForBit() {
    Settings settings = settings(TestModels.training(2, 3, 2, "averaging.reduction=executors"));
    TrainingOutcome one = train(settings, 1, folder.resolve("one"));
    TrainingOutcome three = train(settings, 3, folder.resolve("three"));
    assertArrayEquals(one.parameters(), three.parameters());
    assertEquals(losses(one), losses(three));
  }

  @ParameterizedTest
  @ValueSource(strings = {"average", "bmuf", "nesterov"})
  void reduction_onDriverOrExecutors_isTheSameBitForBit(String rule) {
    List<TrainingOutcome> both = new ArrayList<>();
    for (String reduction : List.of("driver", "executors")) {
      Settings settings =
          settings(
              TestModels.training(
                  3, 2, 2, "averaging.outer=" + rule, "averaging.reduction=" + reduction));
      both.add(train(settings, 2, folder.resolve(reduction)));
    }
    assertArrayEquals(both.get(0).parameters(), both.get(1).parameters());
    assertEquals(losses(both.get(0)), losses(both.get(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "executors"})
  void oneWorker_equalsLocalTraining_bitForBit(String reduction) {
    Settings settings = settings(TestModels.training(1, 3, 1, "averaging.reduction=" + reduction));
    TrainingOutcome spark = train(settings, 2, folder.resolve("spark"));

    NativeThreads.bind(1);
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    TrainingStep step = new TrainingStep(blueprint, network, settings.training().clipNorm());
    for (int i = 0; i < TRAIN.size(); i++) {
      if (TRAIN.get(i).position() == 0) {
        RecurrentState.zero().applyTo(network);
      }
      step.take(TRAIN.get(i), i, 1);
      RecurrentState.of(network).applyTo(network);
    }
    assertArrayEquals(Parameters.of(network), spark.parameters());
  }

  @Test
  void resumed_afterEveryEpoch_equalsUninterrupted() throws IOException {
    TrainingOutcome whole = train(settings(TestModels.training(2, 3, 3)), 2, folder.resolve("a"));
    // The fingerprint is the caller's: here the same run is stopped after each epoch.
    for (int epochs = 1; epochs <= 3; epochs++) {
      train(settings(TestModels.training(2, 3, epochs)), 2, folder.resolve("b"));
    }
    CheckpointStore store = store(folder.resolve("b"), "same");
    Checkpoint last = store.latest().orElseThrow();
    assertArrayEquals(
        whole.parameters(),
        store.model(
            last.bestEpoch(), OuterRule.of(TestModels.training(2, 3, 3).averaging().rule(), 2)));
    assertEquals(losses(whole), last.epochs().stream().map(AveragingTrainerIT::loss).toList());
  }

  @Test
  void averaging_twoWorkers_stillLearns() {
    TrainingOutcome outcome =
        train(settings(TestModels.training(2, 2, 12)), 2, folder.resolve("learn"));
    double first = outcome.epochs().get(0).trainNats();
    double last = outcome.epochs().get(11).trainNats();
    assertTrue(last < 0.7 * first, first + " to " + last);
    assertEquals(2, outcome.epochs().get(0).workerNats().size());
  }

  @Test
  void workerWithoutBatches_isRefused() {
    Settings four = settings(TestModels.training(4, 3, 1));
    List<SequenceBatch> twoGroups = TRAIN.subList(0, 10);
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> train(four, 2, folder.resolve("idle"), twoGroups));
    assertThat(refused.getMessage()).contains("training.workers");
  }

  @Test
  void checkpoint_ofOtherSettings_isRefused() throws IOException {
    train(settings(TestModels.training(1, 3, 1)), 1, folder.resolve("mine"));
    CheckpointStore other = store(folder.resolve("mine"), "other");
    assertThrows(InvalidInput.class, other::latest);
  }

  @ParameterizedTest
  @CsvSource({
    "averaging.outer=bmuf,averaging.reduction=executors",
    "averaging.outer=nesterov,averaging.updaterState=reset",
    "averaging.reduction=executors,averaging.updaterState=keep",
    "averaging.warmup=4,averaging.growth=2"
  })
  void stopped_afterAnyRound_goesOnAsIfItHadNot(String one, String other) throws IOException {
    Settings settings = settings(TestModels.training(2, 3, 2, one, other, "stopping.keep=last"));
    TrainingOutcome whole = train(settings, 2, folder.resolve("whole"));
    Path stopped = folder.resolve("stopped");
    int stops = 0;
    while (true) {
      RoundCounter rounds = new RoundCounter(2);
      try {
        TrainingOutcome end = train(settings, 1, stopped, TRAIN, rounds, rounds::isOver);
        assertArrayEquals(whole.parameters(), end.parameters());
        assertEquals(losses(whole), losses(end));
        break;
      } catch (TrainingStopped e) {
        stops++;
      }
    }
    assertTrue(stops >= 3, stops + " stops");
  }

  @Test
  void stopped_rightAfterACheckpoint_leavesItAsItIs() throws IOException {
    Path path = folder.resolve("saved");
    boolean[] over = {false};
    SilentProgress stopper =
        new SilentProgress() {
          @Override
          public void epochFinished(EpochSummary summary, boolean best) {
            over[0] = true;
          }
        };
    Settings settings = settings(TestModels.training(1, 3, 2));
    assertThrows(
        TrainingStopped.class, () -> train(settings, 1, path, TRAIN, stopper, () -> over[0]));
    try (Stream<Path> files = Files.walk(path)) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".tmp")).toList());
    }
  }

  @Test
  void stopped_whileSomethingFails_tellsTheFault() {
    RuntimeException fault = new IllegalStateException("a fault");
    boolean[] over = {false};
    SilentProgress failing =
        new SilentProgress() {
          @Override
          public void roundFinished(RoundSummary round) {
            over[0] = true;
            throw fault;
          }
        };
    Settings settings = settings(TestModels.training(1, 3, 2));
    Path path = folder.resolve("failed");
    assertSame(
        fault,
        assertThrows(
            IllegalStateException.class,
            () -> train(settings, 1, path, TRAIN, failing, () -> over[0])));
  }

  /** Cancels what Spark runs, as a termination does. */
  @Test
  void stopped_byCancelledJobs_keepsTheRound() throws IOException {
    boolean[] over = {false};
    SilentProgress cancelling =
        new SilentProgress() {
          @Override
          public void roundFinished(RoundSummary round) {
            over[0] = true;
            cancelAJob();
          }
        };
    Settings settings = settings(TestModels.training(1, 3, 2));
    Path path = folder.resolve("cancelled");
    assertThrows(
        TrainingStopped.class, () -> train(settings, 1, path, TRAIN, cancelling, () -> over[0]));
    assertEquals(1, store(path, "same").latest().orElseThrow().rounds());
  }

  private static void cancelAJob() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate());
    new Thread(
            () -> {
              while (spark.statusTracker().getActiveJobIds().length == 0) {
                Thread.onSpinWait();
              }
              spark.cancelAllJobs();
            })
        .start();
    spark
        .parallelize(List.of(1), 1)
        .foreach(
            one -> {
              while (!TaskContext.get().isInterrupted()) {
                Thread.onSpinWait();
              }
            });
  }

  @Test
  void everyBatchAveraged_plainSteps_equalsOneMachineOnTheJoinedBatch() {
    String[] plain = {
      "optimizer=sgd", "clipNorm=off", "learningRateSchedule.decay=1", "stopping.keep=last"
    };
    List<SequenceBatch> groups = TestModels.lanes(2, 5);
    TrainingOutcome two =
        train(settings(TestModels.training(2, 1, 1, plain)), 2, folder.resolve("two"), groups);

    List<SequenceBatch> joined = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      joined.add(TestModels.join(groups.get(i), groups.get(5 + i)));
    }
    TrainingOutcome one =
        train(settings(TestModels.training(1, 1, 1, plain)), 1, folder.resolve("one"), joined);
    assertArrayEquals(one.parameters(), two.parameters(), 1e-6f);
    assertFalse(Arrays.equals(one.parameters(), initial()), "it must have learned something");
  }

  @Test
  void bmuf_withoutMomentum_equalsPlainAverage() {
    TrainingOutcome plain =
        train(settings(TestModels.training(2, 3, 2)), 2, folder.resolve("plain"));
    TrainingOutcome bmuf =
        train(
            settings(
                TestModels.training(
                    2,
                    3,
                    2,
                    "averaging.outer=bmuf",
                    "averaging.outerRate=1",
                    "averaging.outerMomentum=0")),
            2,
            folder.resolve("bmuf"));
    assertArrayEquals(plain.parameters(), bmuf.parameters(), 1e-6f);
  }

  @Test
  void keepAverage_lastTwoEpochs_isTheirMean() throws IOException {
    Path path = folder.resolve("mean");
    Settings settings =
        settings(TestModels.training(1, 3, 3, "stopping.keep=average", "stopping.averageLast=2"));
    TrainingOutcome outcome = train(settings, 1, path);
    CheckpointStore store = store(path, "same");
    OuterRule rule = OuterRule.of(settings.training().averaging().rule(), 1);
    float[] second = store.model(2, rule);
    float[] third = store.model(3, rule);
    for (int i = 0; i < second.length; i++) {
      assertEquals((float) (((double) second[i] + third[i]) / 2), outcome.parameters()[i]);
    }
    assertFalse(Arrays.equals(second, third), "epochs must differ");
  }

  @Test
  void exploding_manyStepsSkipped_divergesAndKeepsTheCheckpoint() throws IOException {
    Path path = folder.resolve("exploding");
    Settings settings =
        settings(
            TestModels.training(2, 3, 2, "optimizer=sgd", "learningRate=1e39", "clipNorm=off"));
    TrainingDiverged diverged =
        assertThrows(TrainingDiverged.class, () -> train(settings, 2, path));
    assertThat(diverged.getMessage()).contains("training.stopping.maxSkippedShare");
    assertEquals(Checkpoint.START, store(path, "same").latest().orElseThrow());
  }

  @Test
  void diverged_finiteLoss_endsAndKeepsNoModel() throws IOException {
    Path path = folder.resolve("far away");
    Settings settings = settings(TestModels.training(2, 3, 2, "optimizer=sgd", "learningRate=1e6"));
    TrainingDiverged diverged =
        assertThrows(TrainingDiverged.class, () -> train(settings, 2, path));
    assertThat(diverged.getMessage()).contains("knows nothing");
    assertEquals(Checkpoint.START, store(path, "same").latest().orElseThrow());
  }

  @Test
  void rounds_anyRun_reportLossNormsTimesAndBytes() {
    RoundCounter rounds = new RoundCounter(1000);
    Settings settings = settings(TestModels.training(2, 3, 1, "averaging.reduction=executors"));
    train(settings, 2, folder.resolve("reported"), TRAIN, rounds, () -> false);
    assertEquals(4, rounds.all.size());
    long tokens = TRAIN.stream().mapToLong(SequenceBatch::targetTokens).sum();
    assertEquals(tokens, rounds.all.stream().mapToLong(RoundSummary::tokens).sum());
    // Parameters and both moments of Adam, each way; the rest is names and lanes.
    double payload = 3.0 * Float.BYTES * initial().length;
    for (RoundSummary round : rounds.all) {
      assertThat(round.layers()).as(round.layers()::toString).containsKey("output");
      round.layers().values().forEach(norms -> assertTrue(norms.updateRatio() > 0));
      assertTrue(round.cost().otherSeconds() > 0 && round.cost().fitSeconds() > 0);
      // Adam's state starts as zeros, which Spark compresses to nothing.
      double least = round.round() == 1 ? 0.3 : 0.8;
      assertEquals((1.2 + least) / 2, round.cost().bytesIn() / payload, (1.2 - least) / 2);
      assertEquals(1, round.cost().bytesOut() / payload, 0.2);
    }
  }

  private static float[] initial() {
    return Parameters.of(
        TestModels.network(TestModels.blueprint(settings(TestModels.training(1, 1, 1)))));
  }

  /** Recorder of the rounds that says when enough are done. */
  private static final class RoundCounter extends SilentProgress {
    private final int most;
    private final List<RoundSummary> all = new ArrayList<>();

    RoundCounter(int most) {
      this.most = most;
    }

    @Override
    public void roundFinished(RoundSummary summary) {
      all.add(summary);
    }

    boolean isOver() {
      return all.size() >= most;
    }
  }

  private static Settings settings(TrainingSettings training) {
    return TestModels.languageModel(1, training);
  }

  private static List<String> losses(TrainingOutcome outcome) {
    return outcome.epochs().stream().map(AveragingTrainerIT::loss).toList();
  }

  private static String loss(EpochSummary epoch) {
    return epoch.trainNats() + " " + epoch.validNats();
  }

  private static CheckpointStore store(Path folder, String fingerprint) throws IOException {
    return new CheckpointStore(
        new org.apache.hadoop.fs.Path(folder.toUri()), new Configuration(), fingerprint);
  }

  private static TrainingOutcome train(Settings settings, int threads, Path checkpoints) {
    return train(settings, threads, checkpoints, TRAIN);
  }

  private static TrainingOutcome train(
      Settings settings, int threads, Path checkpoints, List<SequenceBatch> batches) {
    return train(settings, threads, checkpoints, batches, new SilentProgress(), () -> false);
  }

  private static TrainingOutcome train(
      Settings settings,
      int threads,
      Path checkpoints,
      List<SequenceBatch> batches,
      TrainingProgress progress,
      BooleanSupplier stopAsked) {
    return EmbeddedSpark.with(
        threads,
        session -> {
          JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
          JavaRDD<SequenceBatch> train = spark.parallelize(batches, 3);
          JavaRDD<SequenceBatch> valid = spark.parallelize(VALID, 2);
          try {
            return new AveragingTrainer(
                    spark,
                    settings,
                    TestModels.blueprint(settings),
                    store(checkpoints, "same"),
                    progress,
                    StopMetric.builtIn(settings.training().stopping()).orElseThrow(),
                    stopAsked)
                .train(train, valid);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
