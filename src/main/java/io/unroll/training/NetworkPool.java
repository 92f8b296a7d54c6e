package io.unroll.training;

import io.unroll.network.NetworkBlueprint;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Networks of this JVM that wait for the next task of the same run.
 *
 * <p>Building a network takes longer than many a round. A borrowed network holds whatever its last
 * user left: the borrower sets parameters, optimiser state and hidden state.
 */
final class NetworkPool {
  private static final Map<String, Queue<ComputationGraph>> IDLE = new ConcurrentHashMap<>();

  private NetworkPool() {}

  static ComputationGraph borrow(String run, NetworkBlueprint blueprint) {
    ComputationGraph idle = queue(run).poll();
    return idle != null ? idle : build(blueprint);
  }

  static void giveBack(String run, ComputationGraph network) {
    network.rnnClearPreviousState();
    queue(run).add(network);
  }

  static ComputationGraph build(NetworkBlueprint blueprint) {
    ComputationGraph network = new ComputationGraph(blueprint.configuration());
    network.init();
    return network;
  }

  private static Queue<ComputationGraph> queue(String run) {
    // Runs do not share networks; keep only the current one's.
    IDLE.keySet().removeIf(other -> !other.equals(run));
    return IDLE.computeIfAbsent(run, key -> new ConcurrentLinkedQueue<>());
  }
}
