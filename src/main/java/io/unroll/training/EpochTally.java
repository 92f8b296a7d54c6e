package io.unroll.training;

import io.unroll.layers.KernelTally;
import java.util.ArrayList;
import java.util.List;

/** Adds up what the workers bring back over the rounds of one epoch. */
final class EpochTally {
  private final double[] workerNats;
  private final long[] workerTokens;
  private int skipped;
  private double largestNorm;
  private KernelTally passes = KernelTally.NONE;

  EpochTally(int workers) {
    workerNats = new double[workers];
    workerTokens = new long[workers];
  }

  /** Adds one round. */
  RoundTally add(List<WorkerResult> results) {
    double nats = 0;
    long tokens = 0;
    for (WorkerResult result : results) {
      workerNats[result.worker()] += result.nats();
      workerTokens[result.worker()] += result.tokens();
      skipped += result.skipped();
      largestNorm = Math.max(largestNorm, result.largestNorm());
      passes = passes.plus(result.passes());
      nats += result.nats();
      tokens += result.tokens();
    }
    return new RoundTally(nats, tokens);
  }

  /** Passes of the layers on all workers. */
  KernelTally passes() {
    return passes;
  }

  EpochSummary summary(int epoch, double validNats, double seconds, double learningRate) {
    double nats = 0;
    long tokens = 0;
    List<Double> means = new ArrayList<>();
    for (int worker = 0; worker < workerNats.length; worker++) {
      nats += workerNats[worker];
      tokens += workerTokens[worker];
      means.add(workerNats[worker] / workerTokens[worker]);
    }
    return new EpochSummary(
        epoch,
        nats / tokens,
        validNats,
        tokens,
        seconds,
        learningRate,
        skipped,
        largestNorm,
        List.copyOf(means));
  }
}
