package io.unroll.averaging;

import io.unroll.corpus.example.StableHash;
import io.unroll.layers.backend.KernelUse;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.network.Parameters;
import java.util.List;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A worker's steps of one round on any graph, each by Deeplearning4j's own {@code fit}.
 *
 * @param from first batch of the round
 * @param to behind the last
 * @param iteration optimiser steps before the round
 */
record GraphTraining(
    ComputationGraphConfiguration configuration,
    List<TrainingHook> hooks,
    List<TrainingListener> listeners,
    int threads,
    int from,
    int to,
    int iteration)
    implements LocalTraining<DealtBatches> {

  @Override
  public WorkerResult train(int worker, DealtBatches data, ModelState start, WorkerState own) {
    NativeThreads.bind(threads);
    // Whatever ran on this thread before is not of this round.
    KernelUse.drain();
    ComputationGraph network = network(start);
    long seed = configuration.getDefaultConfiguration().getSeed();
    Nd4j.getRandom().setSeed(StableHash.mix(StableHash.mix(seed, iteration), worker));
    double loss = 0;
    long weight = 0;
    for (int i = from; i < Math.min(to, data.count()); i++) {
      MultiDataSet batch = data.batch(i);
      long steps = TargetSteps.of(batch);
      fit(network, batch);
      loss += network.score() * steps;
      weight += steps;
    }
    WorkerResult result =
        new WorkerResult(
            new ModelState(Parameters.of(network), Parameters.optimiserStateOf(network)),
            WorkerState.NONE,
            report(worker, loss, weight, network.getIterationCount() - iteration));
    NativeThreads.releaseWorkspaces();
    return result;
  }

  private ComputationGraph network(ModelState start) {
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    network.getConfiguration().setIterationCount(iteration);
    network.setListeners(listeners);
    Parameters.apply(network, start.parameters());
    Parameters.applyOptimiserState(network, start.optimiserState());
    return network;
  }

  private void fit(ComputationGraph network, MultiDataSet batch) {
    hooks.forEach(hook -> hook.preUpdate(batch, network));
    network.fit(batch);
    hooks.forEach(hook -> hook.postUpdate(batch, network));
  }

  private static WorkerReport report(int worker, double loss, long weight, int steps) {
    return new WorkerReport(
        worker, loss, weight, steps, List.of(), 0, new TreeMap<>(), KernelUse.drain());
  }
}
