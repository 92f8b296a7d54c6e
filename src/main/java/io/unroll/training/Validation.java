package io.unroll.training;

import io.unroll.layers.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkScorer;
import io.unroll.network.Parameters;
import io.unroll.network.Scores;
import io.unroll.shards.SequenceBatch;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Loss and accuracy of a model on a held-out split, computed on the workers. */
record Validation(
    String run, NetworkBlueprint blueprint, int threads, Broadcast<SharedModel> shared)
    implements FlatMapFunction<Iterator<WorkerBatches>, Scores> {

  /** Scores of all batches; sums run in worker order. */
  Scores on(JavaRDD<WorkerBatches> split) {
    Scores total = Scores.NONE;
    for (Scores scores : split.mapPartitions(this).collect()) {
      total = total.plus(scores);
    }
    return total;
  }

  @Override
  public Iterator<Scores> call(Iterator<WorkerBatches> partition) {
    NativeThreads.bind(threads);
    ComputationGraph network = NetworkPool.borrow(run, blueprint);
    Parameters.apply(network, shared.value().parameters());
    NetworkScorer scorer = new NetworkScorer(blueprint, network);
    Scores total = Scores.NONE;
    for (SequenceBatch batch : partition.next().batches()) {
      total = total.plus(scorer.score(batch));
    }
    NetworkPool.giveBack(run, network);
    NativeThreads.releaseWorkspaces();
    return List.of(total).iterator();
  }
}
