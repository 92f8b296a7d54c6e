package io.unroll.training;

import io.unroll.averaging.LayerNorms;
import io.unroll.averaging.WorkerReport;
import io.unroll.layers.backend.KernelTally;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An epoch so far: what the workers brought back over its rounds.
 *
 * @param rounds that are done
 * @param batch first batch of the next round
 * @param nats summed loss of each worker
 * @param tokens of each worker
 * @param skipped steps left out
 * @param layers sums over the reports that had norms
 * @param measured how many reports that were
 */
record EpochTally(
    int rounds,
    int batch,
    List<Double> nats,
    List<Long> tokens,
    int skipped,
    double largestNorm,
    SortedMap<String, LayerNorms> layers,
    int measured,
    KernelTally passes,
    double seconds) {

  static EpochTally start(int workers) {
    return new EpochTally(
        0,
        0,
        Collections.nCopies(workers, 0.0),
        Collections.nCopies(workers, 0L),
        0,
        0,
        new TreeMap<>(),
        0,
        KernelTally.NONE,
        0);
  }

  /**
   * Adds one round.
   *
   * @param nextBatch first batch of the round after it
   */
  EpochTally plus(List<WorkerReport> reports, int nextBatch, double roundSeconds) {
    List<Double> moreNats = new ArrayList<>(nats);
    List<Long> moreTokens = new ArrayList<>(tokens);
    SortedMap<String, LayerNorms> sums = new TreeMap<>(layers);
    KernelTally morePasses = passes;
    for (WorkerReport report : reports) {
      moreNats.set(report.worker(), nats.get(report.worker()) + report.nats());
      moreTokens.set(report.worker(), tokens.get(report.worker()) + report.tokens());
      report.layers().forEach((layer, norms) -> sums.merge(layer, norms, EpochTally::sum));
      morePasses = morePasses.plus(report.passes());
    }
    return new EpochTally(
        rounds + 1,
        nextBatch,
        List.copyOf(moreNats),
        List.copyOf(moreTokens),
        skipped + reports.stream().mapToInt(report -> report.skipped().size()).sum(),
        Math.max(
            largestNorm, reports.stream().mapToDouble(WorkerReport::largestNorm).max().orElse(0)),
        sums,
        measured + (int) reports.stream().filter(report -> !report.layers().isEmpty()).count(),
        morePasses,
        seconds + roundSeconds);
  }

  private static LayerNorms sum(LayerNorms a, LayerNorms b) {
    return new LayerNorms(a.gradient() + b.gradient(), a.updateRatio() + b.updateRatio());
  }

  /**
   * @param validSeconds what validation took
   */
  EpochSummary summary(
      int epoch, EpochSummary.Valid valid, double validSeconds, double learningRate) {
    double allNats = 0;
    long allTokens = 0;
    List<Double> means = new ArrayList<>();
    for (int worker = 0; worker < nats.size(); worker++) {
      allNats += nats.get(worker);
      allTokens += tokens.get(worker);
      means.add(nats.get(worker) / tokens.get(worker));
    }
    SortedMap<String, LayerNorms> layerMeans = new TreeMap<>();
    layers.forEach(
        (layer, sum) ->
            layerMeans.put(
                layer, new LayerNorms(sum.gradient() / measured, sum.updateRatio() / measured)));
    return new EpochSummary(
        epoch,
        allNats / allTokens,
        valid,
        allTokens,
        seconds + validSeconds,
        learningRate,
        skipped,
        largestNorm,
        List.copyOf(means),
        layerMeans);
  }
}
