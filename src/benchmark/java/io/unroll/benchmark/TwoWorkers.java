package io.unroll.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Target tokens per second of two one-thread workers side by side, and of one with two threads.
 *
 * <p>Our two are tasks of one process, as in a Spark executor; PyTorch's are two processes.
 */
record TwoWorkers(double ours, double oursAsOne, double pytorch, double pytorchAsOne) {
  private static final int ROUNDS = 3;
  private static final int WORKERS = 2;
  private static final double SECONDS = 1.5;
  private static final double FEWEST_STEPS = 2;

  /**
   * Measures all four in turns.
   *
   * @param ours and {@code pytorch}: warm, and with two threads each
   */
  static TwoWorkers measure(
      ModelShape shape, Contestant ours, Contestant pytorch, Progress progress) {
    progress.state(shape.name() + ": starting two one-thread workers of each side ...");
    try (WorkerProcess oursTwo = WorkerProcess.start(Side.OURS, shape, 1, WORKERS);
        WorkerProcess first = WorkerProcess.start(Side.PYTORCH, shape, 1, 1);
        WorkerProcess second = WorkerProcess.start(Side.PYTORCH, shape, 1, 1)) {
      List<List<WorkerProcess>> sides =
          List.of(
              List.of(oursTwo),
              List.of(ours.worker()),
              List.of(first, second),
              List.of(pytorch.worker()));
      double slowest =
          Math.max(ours.steps().medianMilliseconds(), pytorch.steps().medianMilliseconds()) / 1000;
      double seconds = Math.max(SECONDS, FEWEST_STEPS * WORKERS * slowest);
      List<List<Double>> rates = new ArrayList<>();
      sides.forEach(side -> rates.add(new ArrayList<>()));
      // Those that are new run warm; the others are.
      for (int side = 0; side < sides.size(); side += 2) {
        tokensPerSecond(sides.get(side), seconds);
      }
      for (int round = 1; round <= ROUNDS; round++) {
        progress.state("%s: two workers, round %d/%d".formatted(shape.name(), round, ROUNDS));
        for (int side = 0; side < sides.size(); side++) {
          rates.get(side).add(tokensPerSecond(sides.get(side), seconds));
        }
      }
      List<Double> medians = rates.stream().map(Median::of).toList();
      return new TwoWorkers(medians.get(0), medians.get(1), medians.get(2), medians.get(3));
    }
  }

  private static double tokensPerSecond(List<WorkerProcess> workers, double seconds) {
    workers.forEach(worker -> worker.startRun(seconds));
    return workers.stream().mapToDouble(WorkerProcess::tokensPerSecond).sum();
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("tokensPerSecond", Math.round(ours))
        .put("asOneTokensPerSecond", Math.round(oursAsOne))
        .put("pytorchTokensPerSecond", Math.round(pytorch))
        .put("pytorchAsOneTokensPerSecond", Math.round(pytorchAsOne))
        .put("ratioToPytorch", Math.round(1000 * ours / pytorch) / 1000.0);
  }
}
