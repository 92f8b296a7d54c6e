package io.unroll.training;

import io.unroll.averaging.JudgeTask;
import io.unroll.config.BackendSettings;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkScorer;
import io.unroll.network.Parameters;
import io.unroll.network.Scores;
import io.unroll.shards.SequenceBatch;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Loss and accuracy of a model on one worker's share of a held-out split. */
record Validation(String run, NetworkBlueprint blueprint, BackendSettings backend)
    implements JudgeTask<WorkerBatches, Scores> {

  @Override
  public Scores judge(WorkerBatches data, float[] parameters) {
    WorkerDevice.bind(backend);
    ComputationGraph network = NetworkPool.borrow(run, blueprint);
    Parameters.apply(network, parameters);
    NetworkScorer scorer = new NetworkScorer(blueprint, network);
    Scores total = Scores.NONE;
    for (SequenceBatch batch : data.batches()) {
      total = total.plus(scorer.score(batch));
    }
    NetworkPool.giveBack(run, network);
    NativeThreads.releaseWorkspaces();
    return total;
  }
}
