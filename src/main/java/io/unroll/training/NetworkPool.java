package io.unroll.training;

import io.unroll.network.IdlePool;
import io.unroll.network.NetworkBlueprint;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Networks of this JVM that wait for the next task of the same run.
 *
 * <p>Building a network can take longer than a round. A borrowed network holds what its last user
 * left: the borrower sets parameters, optimiser state and hidden state. Trainings may run side by
 * side, as in cross-validation; kept are the networks of those few that were last seen here.
 */
final class NetworkPool {
  static final int MOST_RUNS = 4;

  // To close a network runs the garbage collector, which frees those that are let go of anyway.
  private static final IdlePool<String, ComputationGraph> IDLE =
      new IdlePool<>(MOST_RUNS, network -> {});

  private NetworkPool() {}

  static ComputationGraph borrow(String run, NetworkBlueprint blueprint) {
    return IDLE.borrow(run).orElseGet(blueprint::build);
  }

  static void giveBack(String run, ComputationGraph network) {
    network.rnnClearPreviousState();
    IDLE.giveBack(run, network);
  }

  /** Lets go of a run's networks in this JVM; executors elsewhere do as other runs come. */
  static void end(String run) {
    IDLE.end(run);
  }
}
