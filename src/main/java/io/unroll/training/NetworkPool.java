package io.unroll.training;

import io.unroll.network.NetworkBlueprint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
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

  private static final Map<String, Deque<ComputationGraph>> IDLE =
      new LinkedHashMap<>(2 * MOST_RUNS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<ComputationGraph>> eldest) {
          return size() > MOST_RUNS;
        }
      };

  private NetworkPool() {}

  static ComputationGraph borrow(String run, NetworkBlueprint blueprint) {
    ComputationGraph idle;
    synchronized (IDLE) {
      idle = queue(run).poll();
    }
    return idle != null ? idle : build(blueprint);
  }

  static void giveBack(String run, ComputationGraph network) {
    network.rnnClearPreviousState();
    synchronized (IDLE) {
      queue(run).push(network);
    }
  }

  /** Lets go of a run's networks in this JVM; executors elsewhere do as other runs come. */
  static void end(String run) {
    synchronized (IDLE) {
      IDLE.remove(run);
    }
  }

  static ComputationGraph build(NetworkBlueprint blueprint) {
    return blueprint.build();
  }

  private static Deque<ComputationGraph> queue(String run) {
    return IDLE.computeIfAbsent(run, key -> new ArrayDeque<>());
  }
}
