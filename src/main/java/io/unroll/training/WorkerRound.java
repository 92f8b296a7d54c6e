package io.unroll.training;

import io.unroll.config.Settings;
import io.unroll.layers.KernelUse;
import io.unroll.layers.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.RecurrentState;
import io.unroll.shards.SequenceBatch;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One worker's part of one round: a function of the shared model, the lanes' state and the batches,
 * and of nothing else, so that a task that runs again elsewhere returns the same bytes.
 *
 * @param run name under which networks are reused in an executor
 * @param round first batch of this round is {@code round * averageEvery} of the worker's epoch
 * @param lanes hidden state per worker
 */
record WorkerRound(
    String run,
    Settings settings,
    NetworkBlueprint blueprint,
    int threads,
    int epoch,
    int round,
    double rateFactor,
    List<RecurrentState> lanes,
    Broadcast<SharedModel> shared)
    implements Function2<Integer, Iterator<WorkerBatches>, Iterator<WorkerResult>> {
  private static final int FIRST_EPOCH = 1;

  @Override
  public Iterator<WorkerResult> call(Integer worker, Iterator<WorkerBatches> partition) {
    NativeThreads.bind(threads);
    // Whatever ran on this thread before, validation or a task that failed, is not of this round.
    KernelUse.drain();
    ComputationGraph network = NetworkPool.borrow(run, blueprint);
    SharedModel start = shared.value();
    Parameters.apply(network, start.parameters());
    Parameters.applyOptimiserState(network, start.optimiserState());
    lanes.get(worker).applyTo(network);
    Nd4j.getRandom().setSeed(((settings.seed() * 31 + epoch) * 31 + round) * 31 + worker);
    WorkerResult result = train(worker, network, partition.next(), start.iteration());
    NetworkPool.giveBack(run, network);
    NativeThreads.releaseWorkspaces();
    return List.of(result).iterator();
  }

  // A curriculum leads through the first epoch; after it every difficulty has been seen.
  private WorkerBatches.Order order() {
    if (blueprint.carriesState()) {
      return WorkerBatches.Order.LANES;
    }
    return settings.corpus().ordered() && epoch == FIRST_EPOCH
        ? WorkerBatches.Order.POSITIONS
        : WorkerBatches.Order.SHUFFLED;
  }

  private WorkerResult train(
      int worker, ComputationGraph network, WorkerBatches own, int iteration) {
    boolean carries = blueprint.carriesState();
    List<SequenceBatch> epochBatches = own.inEpoch(epoch, settings.seed(), order());
    int from = round * settings.training().averageEvery();
    int to = Math.min(from + settings.training().averageEvery(), epochBatches.size());
    TrainingStep step = new TrainingStep(blueprint, network, settings.training().clipNorm());
    RecurrentState state = lanes.get(worker);
    double nats = 0;
    long tokens = 0;
    int skipped = 0;
    double largestNorm = 0;
    for (int i = from; i < to; i++) {
      SequenceBatch batch = epochBatches.get(i);
      if (carries) {
        (batch.position() == 0 ? RecurrentState.zero() : state).applyTo(network);
      }
      TrainingStep.Outcome outcome = step.take(batch, iteration + i - from, rateFactor);
      state = carries ? RecurrentState.of(network) : state;
      if (outcome.skipped()) {
        skipped++;
      } else {
        nats += outcome.nats();
        tokens += outcome.tokens();
        largestNorm = Math.max(largestNorm, outcome.gradientNorm());
      }
    }
    return new WorkerResult(
        worker,
        Parameters.of(network),
        Parameters.optimiserStateOf(network),
        state,
        nats,
        tokens,
        skipped,
        largestNorm,
        KernelUse.drain());
  }
}
