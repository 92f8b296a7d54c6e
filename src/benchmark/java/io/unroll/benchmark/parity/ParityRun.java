package io.unroll.benchmark.parity;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.unroll.config.Settings;
import io.unroll.shards.Preparation;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.ShardReader;
import io.unroll.training.EpochSummary;
import io.unroll.training.TrainingProgress;
import io.unroll.training.WorkerBatches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Training of one model on one corpus on both sides: the same shards, batches, initial parameters,
 * optimiser and dropout rate; each side draws its own dropout.
 *
 * @param engine PyTorch's memory
 * @param folder for shards and checkpoints
 * @param more settings as {@code key=value}
 * @param state told what is going on
 */
public record ParityRun(
    SparkSession spark,
    NDManager engine,
    ParityModel model,
    Path corpus,
    Path folder,
    List<String> more,
    Consumer<String> state) {
  private static final int FIRST_STEPS = 20;

  /** Prepares the shards that all seeds share. */
  public void prepare() {
    state.accept(model + ": preparing");
    Preparation.prepare(spark, settings(List.of()), shards(), false);
  }

  private org.apache.hadoop.fs.Path shards() {
    return new org.apache.hadoop.fs.Path(folder.resolve(model + "-shards").toUri());
  }

  private Settings settings(List<String> own) {
    List<String> all = new ArrayList<>(more);
    all.addAll(own);
    return model.settings(corpus, all);
  }

  private OurTraining ours(List<String> own) {
    return OurTraining.of(spark, ShardReader.open(shards(), new Configuration()), settings(own));
  }

  /**
   * Trains both sides.
   *
   * @param seed of initial parameters, of the batches' order and of dropout
   */
  public ParityCurve train(long seed) throws IOException {
    OurTraining ours = ours(List.of("seed=" + seed));
    WorkerBatches training = ours.training();
    List<SequenceBatch> first = ours.inEpoch(training, 1).subList(0, 1);
    double apart = firstStepsApart(seed);
    double firstOurs = ours.score(first);
    List<EpochSummary> our = ours.train(checkpoints(seed), progress(seed));
    List<ParityCurve.Epoch> epochs = new ArrayList<>();
    List<SequenceBatch> heldOut = ours.heldOut();
    Engine.getEngine("PyTorch").setRandomSeed((int) seed);
    try (ReferenceTraining theirs = reference(ours)) {
      double firstTheirs = theirs.score(first);
      for (EpochSummary own : our) {
        state.accept("%s, seed %d: PyTorch, epoch %d".formatted(model, seed, own.epoch()));
        double train = theirs.train(ours.inEpoch(training, own.epoch()));
        double valid = theirs.score(heldOut);
        epochs.add(
            new ParityCurve.Epoch(own.epoch(), own.trainNats(), train, own.validNats(), valid));
      }
      return new ParityCurve(seed, firstOurs, firstTheirs, apart, epochs);
    }
  }

  private org.apache.hadoop.fs.Path checkpoints(long seed) {
    return new org.apache.hadoop.fs.Path(folder.resolve(model + "-" + seed).toUri());
  }

  private TrainingProgress progress(long seed) {
    return new TrainingProgress() {
      @Override
      public void epochStarted(int epoch, int epochs, int rounds) {
        state.accept("%s, seed %d: ours, epoch %d".formatted(model, seed, epoch));
      }
    };
  }

  private ReferenceTraining reference(OurTraining ours) {
    Map<String, StartingValues> start = StartingValues.of(ours.network());
    return new ReferenceTraining(
        engine, ours.settings(), manager -> model.reference(ours.settings(), manager), start);
  }

  /** Without dropout nothing is drawn: the losses differ by rounding alone if the nets are one. */
  private double firstStepsApart(long seed) {
    state.accept("%s, seed %d: first steps without dropout".formatted(model, seed));
    OurTraining ours = ours(List.of("seed=" + seed, "model.dropout=0"));
    List<SequenceBatch> all = ours.inEpoch(ours.training(), 1);
    List<SequenceBatch> batches = all.subList(0, Math.min(FIRST_STEPS, all.size()));
    List<Double> our = ours.steps(batches);
    double most = 0;
    try (ReferenceTraining theirs = reference(ours)) {
      for (int i = 0; i < batches.size(); i++) {
        double their = theirs.step(batches.get(i));
        most = Math.max(most, Math.abs(our.get(i) / their - 1));
      }
    }
    return most;
  }
}
