package io.unroll.training;

import io.unroll.averaging.Slot;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.SequenceBatch;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trainer under Deeplearning4j's own {@code ParameterAveragingTrainingMaster}, as the baseline that
 * {@link AveragingTrainer} is measured against.
 *
 * <p>The master splits an epoch's batches at random by the seed, joins short ones, gives every
 * worker the same weight, drops what a worker has beyond {@code averaging.every} batches of a split
 * and knows nothing of carried state: every window starts from zeros. Its workers count Adam's
 * steps from zero again in every round, which shortens them. Tokens and loss of an epoch are of the
 * batches that were trained on; gradient norms are not measured. {@link StockConfiguration} says
 * how its step differs. A run depends on Spark's partitions. Checkpoints are written after epochs.
 *
 * @param metric that epochs are judged by
 * @param stopAsked whether training is to save and end after the epoch that runs
 */
public record StockMasterTrainer(
    JavaSparkContext spark,
    Settings settings,
    NetworkBlueprint blueprint,
    CheckpointStore checkpoints,
    TrainingProgress progress,
    StopMetric metric,
    BooleanSupplier stopAsked)
    implements Trainer {

  /**
   * Refuses what a training under this master would silently leave aside.
   *
   * @throws InvalidInput with a line for each such setting
   */
  public static void check(Settings settings) {
    StockLimits.check(settings);
  }

  @Override
  public TrainingOutcome train(
      JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> valid, Optional<float[]> start)
      throws IOException {
    check(settings);
    JavaRDD<WorkerBatches> held =
        WorkerBatches.dealJudged(valid, settings.training().workers(), blueprint.carriesState())
            .setName("validation batches");
    LossBound bound =
        LossBound.of(blueprint, train, held.flatMap(worker -> worker.batches().iterator()));
    try (StockEpochs epochs = new StockEpochs(this, train, size(train), held, bound)) {
      Checkpoint state = begun(epochs, start);
      while (EpochLoop.stopReason(state, settings.training()).isEmpty()) {
        state = epochs.next(state);
        if (stopAsked.getAsBoolean()) {
          throw new TrainingStopped(state.epochs().size(), 0);
        }
      }
      bound.checkBest(state.epochs(), state.bestEpoch());
      return new ModelChoice(settings.training(), checkpoints).outcome(state);
    } finally {
      held.unpersist(false);
    }
  }

  private SplitSize size(JavaRDD<SequenceBatch> train) {
    spark.setJobDescription("count training batches");
    SplitSize size = SplitSize.of(train);
    int workers = settings.training().workers();
    if (size.batches() < workers) {
      throw new InvalidInput(
          "training.workers: every worker needs at least one batch, but there are %s for %s workers"
              .formatted(size.batches(), workers));
    }
    return size;
  }

  private Checkpoint begun(StockEpochs epochs, Optional<float[]> start) throws IOException {
    Optional<Checkpoint> last = checkpoints.latest();
    if (last.isPresent()) {
      Slot whole = checkpoints.latestSlots(1).read(0, 1);
      epochs.goOnFrom(whole.model().parameters(), whole.model().optimiserState());
      progress.resumed(last.get().epochs().size(), 0);
    } else {
      start.ifPresent(epochs::startFrom);
    }
    return last.orElse(Checkpoint.START);
  }
}
