package io.unroll.retraining;

import io.unroll.decoding.Predictor;
import io.unroll.evaluation.Evaluation;
import io.unroll.evaluation.Evaluator;
import io.unroll.evaluation.TokenFrequencies;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.network.NetworkScorer;
import io.unroll.network.Parameters;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Comparison of champion and challenger.
 *
 * @param target how the night's answers became numbers
 * @param version of this program
 */
public record Arena(
    JavaSparkContext spark, SideCodec target, TokenFrequencies frequencies, String version) {
  private static final int TIMED_BATCHES = 8;
  private static final int TIMED_ROUNDS = 5;

  /**
   * Returns both on the night's held-out examples and on those of earlier nights.
   *
   * @param earlier empty where there are none
   */
  public Contest contest(
      Contestant champion,
      Contestant challenger,
      JavaRDD<SequenceBatch> fresh,
      Optional<JavaRDD<SequenceBatch>> earlier) {
    return new Contest(
        new Contest.Sides(
            measured(champion, fresh, Contest.NEW), measured(challenger, fresh, Contest.NEW)),
        earlier.map(
            old ->
                new Contest.Sides(
                    measured(champion, old, Contest.EARLIER),
                    measured(challenger, old, Contest.EARLIER))));
  }

  private Evaluation measured(Contestant one, JavaRDD<SequenceBatch> batches, String set) {
    return new Evaluator(spark, one.settings(), one.blueprint(), target, version)
        .evaluate(one.parameters(), batches, set, frequencies);
  }

  /** Held-out batches of several nights as those of one split. */
  public static Optional<JavaRDD<SequenceBatch>> together(List<JavaRDD<SequenceBatch>> nights) {
    JavaRDD<SequenceBatch> all = null;
    for (int night = 0; night < nights.size(); night++) {
      // Lanes of different texts must not go on into each other.
      int offset = night * 1_000_000;
      JavaRDD<SequenceBatch> own =
          nights
              .get(night)
              .map(
                  b ->
                      new SequenceBatch(
                          b.bucket() + offset,
                          b.position(),
                          b.input(),
                          b.target(),
                          b.keys(),
                          b.references()));
      all = all == null ? own : all.union(own);
    }
    return Optional.ofNullable(all);
  }

  /**
   * Measures how many examples each answers in a second on one worker's threads; language models,
   * which answer nothing, are timed reading. The first few batches, both in turn, medians.
   */
  public Verdict.Pair speed(
      Contestant champion, Contestant challenger, JavaRDD<SequenceBatch> batches) {
    List<SequenceBatch> some = batches.take(TIMED_BATCHES);
    NativeThreads.bind(champion.settings().backend().threads());
    Runnable first = task(champion, some);
    Runnable second = task(challenger, some);
    double[] firstSeconds = new double[TIMED_ROUNDS];
    double[] secondSeconds = new double[TIMED_ROUNDS];
    seconds(first);
    seconds(second);
    for (int round = 0; round < TIMED_ROUNDS; round++) {
      firstSeconds[round] = seconds(first);
      secondSeconds[round] = seconds(second);
    }
    int rows = some.stream().mapToInt(SequenceBatch::rows).sum();
    return new Verdict.Pair(rows / median(firstSeconds), rows / median(secondSeconds));
  }

  private Runnable task(Contestant one, List<SequenceBatch> batches) {
    ComputationGraph network = one.blueprint().build();
    Parameters.apply(network, one.parameters());
    Optional<Predictor> predictor =
        Predictor.of(one.blueprint(), network, one.settings().evaluation(), target.names());
    if (predictor.isPresent()) {
      return () -> batches.forEach(batch -> predictor.get().predict(batch));
    }
    NetworkScorer scorer = new NetworkScorer(one.blueprint(), network);
    return () -> batches.forEach(scorer::score);
  }

  private static double seconds(Runnable task) {
    long started = System.nanoTime();
    task.run();
    return (System.nanoTime() - started) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
