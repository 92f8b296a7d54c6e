package io.unroll.training;

import io.unroll.layers.backend.KernelUse;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.layers.output.TokenOutputLayer;
import io.unroll.layers.output.TokenTally;
import io.unroll.network.NetworkBlueprint;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Counter of the steps of Deeplearning4j's own workers, which report no loss of an epoch. */
record StepCounter(StepAccumulator steps, int threads) implements TrainingHook {

  @Override
  public void preUpdate(MultiDataSet batch, Model network) {
    NativeThreads.bind(threads);
    KernelUse.drain();
  }

  @Override
  public void postUpdate(MultiDataSet batch, Model network) {
    ComputationGraph graph = (ComputationGraph) network;
    TokenTally tally = ((TokenOutputLayer) graph.getLayer(NetworkBlueprint.OUTPUT)).tally();
    steps.add(new StepCount(tally.nats(), tally.tokens(), 1, KernelUse.drain()));
  }

  @Override
  public void preUpdate(DataSet batch, Model network) {
    throw notAGraph();
  }

  @Override
  public void postUpdate(DataSet batch, Model network) {
    throw notAGraph();
  }

  private static IllegalStateException notAGraph() {
    return new IllegalStateException("blueprints make graphs, which take a MultiDataSet");
  }
}
