package io.unroll.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.corpus.EmbeddedSpark;
import io.unroll.network.TestModels;
import io.unroll.shards.SequenceBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockMasterTrainerIT {
  private static final List<SequenceBatch> TRAIN = TestModels.lanes(4, 5);
  private static final List<SequenceBatch> VALID = TestModels.lanes(1, 3);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"adam", "sgd"})
  void languageModel_severalEpochs_learns(String optimizer) {
    Settings settings =
        settings(
            8, "optimizer=" + optimizer, "learningRate=" + rate(optimizer), "stopping.keep=last");
    TrainingOutcome outcome = train(settings, folder, () -> false);
    assertEquals(8, outcome.epochs().size());
    double first = outcome.epochs().get(0).validNats();
    double last = outcome.epochs().get(7).validNats();
    assertTrue(last < 0.9 * first, first + " to " + last);
    long all = TRAIN.stream().mapToLong(SequenceBatch::targetTokens).sum();
    for (EpochSummary epoch : outcome.epochs()) {
      assertTrue(epoch.tokens() > 0 && epoch.tokens() <= all, epoch.tokens() + " of " + all);
    }
    assertThat(outcome.passes().layers()).as(outcome.passes()::toString).containsKey("output");
  }

  private static double rate(String optimizer) {
    return optimizer.equals("sgd") ? 2 : 0.02;
  }

  @Test
  void stopped_afterAnEpoch_goesOnFromThere() {
    Settings settings = settings(3, "stopping.keep=last");
    assertThrows(TrainingStopped.class, () -> train(settings, folder, () -> true));
    TrainingOutcome outcome = train(settings, folder, () -> false);
    assertEquals(3, outcome.epochs().size());
    assertTrue(outcome.epochs().get(2).trainNats() < outcome.epochs().get(0).trainNats());
  }

  @Test
  void settingsItWouldLeaveAside_areRefusedAllAtOnce() {
    Settings settings =
        settings(
            1,
            "averaging.outer=bmuf",
            "averaging.updaterState=keep",
            "averaging.warmup=2",
            "learningRateSchedule.warmupBatches=3");
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> StockMasterTrainer.check(settings));
    assertEquals(4, refused.problems().size(), refused::getMessage);
    assertThat(refused.getMessage())
        .as(refused::getMessage)
        .contains(
            "training.averaging.outer: must be average for training.averaging.master = dl4j, got bmuf");
  }

  private static Settings settings(int epochs, String... more) {
    return TestModels.languageModel(1, TestModels.training(2, 4, epochs, more));
  }

  private static TrainingOutcome train(
      Settings settings, Path checkpoints, BooleanSupplier stopAsked) {
    return EmbeddedSpark.with(
        2,
        session -> {
          JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
          try {
            return new StockMasterTrainer(
                    spark,
                    settings,
                    TestModels.blueprint(settings),
                    new CheckpointStore(
                        new org.apache.hadoop.fs.Path(checkpoints.toUri()),
                        new Configuration(),
                        "same"),
                    new SilentProgress(),
                    StopMetric.LOSS,
                    stopAsked)
                .train(spark.parallelize(TRAIN, 3), spark.parallelize(VALID, 2));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
