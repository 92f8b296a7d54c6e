package io.unroll.training;

import io.unroll.config.AveragingSettings.Master;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.SequenceBatch;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Training of one network on batches, on the workers of a Spark. */
public sealed interface Trainer permits AveragingTrainer, StockMasterTrainer {

  /**
   * Returns the trainer that {@code training.averaging.master} names.
   *
   * @param metric that epochs are judged by
   * @param stopAsked whether training is to save and end
   */
  static Trainer of(
      JavaSparkContext spark,
      Settings settings,
      NetworkBlueprint blueprint,
      CheckpointStore checkpoints,
      TrainingProgress progress,
      StopMetric metric,
      BooleanSupplier stopAsked) {
    return switch (settings.training().averaging().master()) {
      case UNROLL ->
          new AveragingTrainer(
              spark, settings, blueprint, checkpoints, progress, metric, stopAsked);
      case DL4J ->
          new StockMasterTrainer(
              spark, settings, blueprint, checkpoints, progress, metric, stopAsked);
    };
  }

  /**
   * Refuses settings that the trainer they name cannot follow.
   *
   * @throws InvalidInput with a line for each such setting
   */
  static void check(Settings settings) {
    if (settings.training().averaging().master() == Master.DL4J) {
      StockMasterTrainer.check(settings);
    }
  }

  /**
   * Trains until the epochs are done or validation has stopped improving.
   *
   * @param start parameters in DL4J's flat order, where training does not start from random ones;
   *     without effect where there is a checkpoint to resume from
   * @throws InvalidInput if a worker would have nothing to train on, or a setting asks for what
   *     this trainer cannot do
   * @throws TrainingDiverged if too many gradients, parameters or an epoch's loss are not finite,
   *     or losses are beyond their {@link LossBound}; the last checkpoint stays
   * @throws TrainingStopped if it was asked to stop, after it has saved a checkpoint
   * @throws CheckpointFailed if a checkpoint could not be written
   */
  TrainingOutcome train(
      JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> valid, Optional<float[]> start)
      throws IOException;

  /** Trains from random parameters. */
  default TrainingOutcome train(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> valid)
      throws IOException {
    return train(train, valid, Optional.empty());
  }
}
