package io.unroll.training;

import io.unroll.averaging.LayerNorms;
import io.unroll.averaging.LocalTraining;
import io.unroll.averaging.ModelState;
import io.unroll.averaging.SkippedStep;
import io.unroll.averaging.WorkerReport;
import io.unroll.averaging.WorkerResult;
import io.unroll.averaging.WorkerState;
import io.unroll.config.AveragingSettings.UpdaterState;
import io.unroll.config.Settings;
import io.unroll.corpus.example.StableHash;
import io.unroll.layers.backend.KernelUse;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Parameters;
import io.unroll.network.RecurrentState;
import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A worker's steps of one round.
 *
 * @param run name under which networks are reused in an executor
 * @param round from 0
 * @param span of the worker's batches
 * @param iteration steps taken before the round
 */
record LocalRound(
    String run,
    Settings settings,
    NetworkBlueprint blueprint,
    LearningRate rate,
    int round,
    RoundPlan.Span span,
    int iteration)
    implements LocalTraining<WorkerBatches> {
  private static final int FIRST_EPOCH = 1;

  @Override
  public WorkerResult train(int worker, WorkerBatches data, ModelState start, WorkerState own) {
    WorkerDevice.bind(settings.backend());
    // Whatever ran on this thread before, validation or a task that failed, is not of this round.
    KernelUse.drain();
    ComputationGraph network = NetworkPool.borrow(run, blueprint);
    Parameters.apply(network, start.parameters());
    Parameters.applyOptimiserState(network, optimiserState(network, start, own));
    own.lanes().applyTo(network);
    Nd4j.getRandom().setSeed(seed(worker));
    Steps steps = new Steps(worker, network, own);
    steps.take(data.inEpoch(rate.epoch(), settings.seed(), order()));
    WorkerResult result = steps.result();
    NetworkPool.giveBack(run, network);
    NativeThreads.releaseWorkspaces();
    return result;
  }

  /** Of what is drawn in training, such as dropout; another one for every worker and round. */
  long seed(int worker) {
    long epoch = StableHash.mix(settings.seed(), rate.epoch());
    return StableHash.mix(StableHash.mix(epoch, round), worker);
  }

  private UpdaterState updaterState() {
    return settings.training().averaging().updaterState();
  }

  private float[] optimiserState(ComputationGraph network, ModelState start, WorkerState own) {
    return switch (updaterState()) {
      case AVERAGE -> start.optimiserState();
      case KEEP -> own.optimiserState().length > 0 ? own.optimiserState() : none(network);
      case RESET -> none(network);
    };
  }

  private static float[] none(ComputationGraph network) {
    return new float[Parameters.optimiserStateSize(network)];
  }

  // A curriculum leads through the first epoch; after it every difficulty has been seen.
  private WorkerBatches.Order order() {
    if (blueprint.carriesState()) {
      return WorkerBatches.Order.LANES;
    }
    return settings.corpus().ordered() && rate.epoch() == FIRST_EPOCH
        ? WorkerBatches.Order.POSITIONS
        : WorkerBatches.Order.SHUFFLED;
  }

  /** Runner of the steps that sums their results. */
  private final class Steps {
    private final int worker;
    private final ComputationGraph network;
    private final TrainingStep step;
    private final List<SkippedStep> skipped = new ArrayList<>();
    private SortedMap<String, LayerNorms> layers = new TreeMap<>();
    private RecurrentState lanes;
    private double nats;
    private long tokens;
    private int optimiserSteps;
    private int taken;
    private double largestNorm;

    Steps(int worker, ComputationGraph network, WorkerState own) {
      this.worker = worker;
      this.network = network;
      lanes = own.lanes();
      optimiserSteps =
          switch (updaterState()) {
            case AVERAGE -> iteration;
            case KEEP -> own.optimiserSteps();
            case RESET -> 0;
          };
      step = new TrainingStep(blueprint, network, settings.training().clipNorm());
    }

    void take(List<SequenceBatch> epochBatches) {
      int to = Math.min(span.to(), epochBatches.size());
      for (int i = span.from(); i < to; i++) {
        take(epochBatches.get(i), rate.factor(iteration + i - span.from()), i == to - 1);
      }
    }

    private void take(SequenceBatch batch, double factor, boolean last) {
      boolean carries = blueprint.carriesState();
      if (carries) {
        (batch.position() == 0 ? RecurrentState.zero() : lanes).applyTo(network);
      }
      TrainingStep.Outcome outcome =
          last
              ? step.takeMeasured(batch, optimiserSteps, factor)
              : step.take(batch, optimiserSteps, factor);
      taken++;
      if (outcome.skipped()) {
        // What a pass that failed leaves would make the next one fail.
        lanes = RecurrentState.zero();
        String place = "bucket %s, position %s".formatted(batch.bucket(), batch.position());
        skipped.add(new SkippedStep(rate.epoch(), round + 1, worker, place));
        return;
      }
      lanes = carries ? RecurrentState.of(network) : lanes;
      optimiserSteps++;
      nats += outcome.nats();
      tokens += outcome.tokens();
      largestNorm = Math.max(largestNorm, outcome.gradientNorm());
      layers = outcome.layers();
    }

    WorkerResult result() {
      float[] shared = new float[0];
      WorkerState own = new WorkerState(lanes, new float[0], 0);
      switch (updaterState()) {
        case AVERAGE -> shared = Parameters.optimiserStateOf(network);
        case KEEP ->
            own = new WorkerState(lanes, Parameters.optimiserStateOf(network), optimiserSteps);
        case RESET -> own = new WorkerState(lanes, new float[0], optimiserSteps);
      }
      return new WorkerResult(
          new ModelState(Parameters.of(network), shared),
          own,
          new WorkerReport(
              worker,
              nats,
              tokens,
              taken,
              List.copyOf(skipped),
              largestNorm,
              layers,
              KernelUse.drain()));
    }
  }
}
