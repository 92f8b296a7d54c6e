package io.unroll.training;

import io.unroll.averaging.LayerNorms;
import io.unroll.averaging.RoundCost;
import io.unroll.averaging.SkippedStep;
import io.unroll.averaging.WorkerReport;
import java.util.List;
import java.util.SortedMap;

/**
 * One round, all workers together.
 *
 * @param epoch from 1
 * @param round of the epoch, from 1
 * @param iteration optimiser steps so far, on each worker
 * @param nats mean loss of a token; not a number where none was trained on
 * @param workerNats the same for each worker
 * @param layers norms of the first worker's last step, by layer
 */
public record RoundSummary(
    int epoch,
    int round,
    int iteration,
    double nats,
    long tokens,
    List<Double> workerNats,
    List<SkippedStep> skipped,
    double largestGradientNorm,
    SortedMap<String, LayerNorms> layers,
    RoundCost cost) {

  static RoundSummary of(
      int epoch, int round, int iteration, List<WorkerReport> workers, RoundCost cost) {
    long tokens = workers.stream().mapToLong(WorkerReport::tokens).sum();
    return new RoundSummary(
        epoch,
        round,
        iteration,
        workers.stream().mapToDouble(WorkerReport::nats).sum() / tokens,
        tokens,
        workers.stream().map(worker -> worker.nats() / worker.tokens()).toList(),
        workers.stream().flatMap(worker -> worker.skipped().stream()).toList(),
        workers.stream().mapToDouble(WorkerReport::largestNorm).max().orElse(0),
        workers.get(0).layers(),
        cost);
  }

  /** Over the round, everything included. */
  public double tokensPerSecond() {
    return tokens / cost.seconds();
  }
}
