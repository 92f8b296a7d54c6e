package io.unroll.training;

import io.unroll.averaging.AveragingRounds;
import io.unroll.averaging.ModelLost;
import io.unroll.averaging.ModelState;
import io.unroll.averaging.OuterRule;
import io.unroll.averaging.Slot;
import io.unroll.averaging.WorkerState;
import io.unroll.config.AveragingSettings.UpdaterState;
import io.unroll.config.InvalidInput;
import io.unroll.config.Settings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.shards.SequenceBatch;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Synchronous parameter averaging over Spark workers (McDonald, Hall &amp; Mann 2010).
 *
 * <p>A round: every worker starts from the same parameters and optimiser state, trains {@code
 * averaging.every} of its own batches, and both are averaged, weighted by tokens; an outer rule
 * moves the shared parameters by the average. On one kind of processor the result depends on
 * settings and shards alone: not on Spark's threads, executors, the order of tasks, retries or
 * crashes.
 *
 * @param metric that epochs are judged by
 * @param stopAsked whether training is to save and end after the round that runs
 */
public record AveragingTrainer(
    JavaSparkContext spark,
    Settings settings,
    NetworkBlueprint blueprint,
    CheckpointStore checkpoints,
    TrainingProgress progress,
    StopMetric metric,
    BooleanSupplier stopAsked)
    implements Trainer {
  private static final Logger LOG = LoggerFactory.getLogger(AveragingTrainer.class);

  /** Times in a row that a checkpoint is taken up again without getting any further. */
  private static final int MOST_RECOVERIES = 10;

  @Override
  public TrainingOutcome train(
      JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> valid, Optional<float[]> start)
      throws IOException {
    int workers = settings.training().workers();
    JavaRDD<WorkerBatches> dealt =
        WorkerBatches.deal(train, workers, blueprint.carriesState()).setName("training batches");
    JavaRDD<WorkerBatches> held =
        WorkerBatches.dealJudged(valid, workers, blueprint.carriesState())
            .setName("validation batches");
    try {
      List<Integer> batches = batchesOfWorkers(dealt);
      LossBound bound = bound(dealt, held);
      Checkpoint end = trained(dealt, held, batches, bound, start);
      bound.checkBest(end.epochs(), end.bestEpoch());
      return new ModelChoice(settings.training(), checkpoints).outcome(end);
    } finally {
      dealt.unpersist(false);
      held.unpersist(false);
    }
  }

  private List<Integer> batchesOfWorkers(JavaRDD<WorkerBatches> dealt) {
    spark.setJobDescription("deal training batches to workers");
    List<Integer> counts = dealt.map(worker -> worker.batches().size()).collect();
    if (counts.contains(0)) {
      throw new InvalidInput(
          "training.workers: every worker needs at least one batch, but "
              + counts.stream().mapToInt(Integer::intValue).sum()
              + " batches were dealt to "
              + counts.size()
              + " workers as "
              + counts
              + "; use fewer workers, a smaller shards.batchSize or more data");
    }
    return counts;
  }

  private LossBound bound(JavaRDD<WorkerBatches> train, JavaRDD<WorkerBatches> valid) {
    spark.setJobDescription("loss of a model that knows nothing");
    return LossBound.of(
        blueprint,
        train.flatMap(worker -> worker.batches().iterator()),
        valid.flatMap(worker -> worker.batches().iterator()));
  }

  private Checkpoint trained(
      JavaRDD<WorkerBatches> train,
      JavaRDD<WorkerBatches> valid,
      List<Integer> batches,
      LossBound bound,
      Optional<float[]> start)
      throws IOException {
    RoundPlan plan = new RoundPlan(settings.training().averaging(), Collections.max(batches));
    int steps = batches.stream().mapToInt(Integer::intValue).sum();
    Checkpoint state = begun(start);
    int recoveries = 0;
    while (true) {
      EpochLoop loop = new EpochLoop(this, plan, steps, valid, bound, state);
      try (AveragingRounds<WorkerBatches> rounds = rounds(train)) {
        loop.run(rounds);
        return loop.state();
      } catch (ModelLost e) {
        Checkpoint last = checkpoints.latest().orElseThrow();
        recoveries = last.rounds() > state.rounds() ? 1 : recoveries + 1;
        if (recoveries > MOST_RECOVERIES) {
          throw e;
        }
        LOG.warn("going back to the checkpoint after round {}: {}", last.rounds(), e.getMessage());
        announce(last);
        state = last;
      }
    }
  }

  private Checkpoint begun(Optional<float[]> start) throws IOException {
    Optional<Checkpoint> last = checkpoints.latest();
    if (last.isPresent()) {
      Checkpoint found = last.get();
      if (found.rounds() > 0) {
        announce(found);
      }
      return found;
    }
    ComputationGraph network = blueprint.build();
    start.ifPresent(known -> Parameters.apply(network, known));
    float[] parameters = Parameters.of(network);
    float[] outer = new float[parameters.length * rule().stateArrays()];
    float[] optimiser =
        settings.training().averaging().updaterState() == UpdaterState.AVERAGE
            ? Parameters.optimiserStateOf(network)
            : new float[0];
    Slot whole =
        Slot.of(0, new ModelState(parameters, optimiser), outer, Optional.of(WorkerState.NONE));
    checkpoints.save(Checkpoint.START, List.of(whole).iterator(), 1);
    return Checkpoint.START;
  }

  private void announce(Checkpoint state) {
    progress.resumed(state.epochs().size(), state.open().map(EpochTally::rounds).orElse(0));
  }

  private OuterRule rule() {
    return OuterRule.of(settings.training().averaging().rule(), settings.training().workers());
  }

  private AveragingRounds<WorkerBatches> rounds(JavaRDD<WorkerBatches> train) throws IOException {
    CheckpointSlots slots = checkpoints.latestSlots(settings.training().workers());
    return AveragingRounds.begin(
        spark,
        train,
        rule(),
        settings.training().averaging().reduction(),
        slots.parameters(),
        slots.optimiserState(),
        slots);
  }
}
