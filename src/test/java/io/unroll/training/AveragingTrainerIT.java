package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.config.TrainingSettings;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.layers.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.RecurrentState;
import io.unroll.network.TestModels;
import io.unroll.shards.SequenceBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AveragingTrainerIT {
  private static final List<SequenceBatch> TRAIN = TestModels.lanes(4, 5);
  private static final List<SequenceBatch> VALID = TestModels.lanes(1, 3);

  @TempDir Path folder;

  @Test
  void result_anyThreads_isTheSameBitForBit() {
    Settings settings = settings(TestModels.training(2, 3, 2));
    TrainingOutcome one = train(settings, 1, folder.resolve("one"));
    TrainingOutcome three = train(settings, 3, folder.resolve("three"));
    assertArrayEquals(one.parameters(), three.parameters());
    assertEquals(losses(one), losses(three));
  }

  @Test
  void oneWorker_equalsLocalTraining_bitForBit() {
    Settings settings = settings(TestModels.training(1, 3, 1));
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
    Checkpoint last = store(folder.resolve("b"), "same").latest().orElseThrow();
    assertArrayEquals(whole.parameters(), last.best());
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
    assertTrue(refused.getMessage().contains("training.workers"), refused.getMessage());
  }

  @Test
  void checkpoint_ofOtherSettings_isRefused() throws IOException {
    train(settings(TestModels.training(1, 3, 1)), 1, folder.resolve("mine"));
    CheckpointStore other = store(folder.resolve("mine"), "other");
    assertThrows(InvalidInput.class, other::latest);
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
                    1,
                    store(checkpoints, "same"),
                    new SilentProgress())
                .train(train, valid);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
