package io.unroll.evaluation;

import io.unroll.shards.SequenceBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/** What language models have to beat, computed from the same shards on the driver. */
final class LanguageBaselines {
  /** More n-grams would not fit a laptop's memory. */
  private static final long MOST_TOKENS = 2_500_000;

  private LanguageBaselines() {}

  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Takes a token and what stands before it in its lane. */
  private interface Visitor {
    void visit(int[] history, int token);
  }

  /**
   * Mean negative log-likelihood under n-grams, per token; of the first two and a half million
   * tokens of a longer text, as its name then says.
   *
   * @param order tokens of the longest n-gram
   * @param vocabulary number of different tokens
   */
  static Map<String, Double> ngramNats(
      JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test, int order, int vocabulary) {
    NgramModel model = new NgramModel(order, vocabulary);
    long[] counted = {0};
    String name = order + "-gram";
    try {
      walk(
          train,
          model,
          (history, token) -> {
            if (counted[0]++ == MOST_TOKENS) {
              throw new TooMany();
            }
            model.count(history, token);
          });
    } catch (TooMany enough) {
      name += String.format(Locale.ROOT, " of %,d tokens", MOST_TOKENS);
    }
    double[] nats = {0, 0};
    walk(
        test,
        model,
        (history, token) -> {
          nats[0] += model.nats(history, token);
          nats[1]++;
        });
    Map<String, Double> named = new LinkedHashMap<>();
    named.put(name, nats[0] / nats[1]);
    return named;
  }

  /** Every lane from its first window to its last. */
  private static void walk(JavaRDD<SequenceBatch> batches, NgramModel model, Visitor visitor) {
    List<SequenceBatch> all = new ArrayList<>(batches.collect());
    all.sort(
        Comparator.comparingInt(SequenceBatch::bucket).thenComparingInt(SequenceBatch::position));
    Map<Integer, int[]> histories = new HashMap<>();
    int group = -1;
    for (SequenceBatch batch : all) {
      if (batch.bucket() != group) {
        histories.clear();
        group = batch.bucket();
      }
      for (int row = 0; row < batch.rows(); row++) {
        int first = batch.ids()[row * batch.steps()];
        int[] history = histories.computeIfAbsent(row, none -> model.longer(new int[0], first));
        for (int step = 0; step < batch.lengths()[row]; step++) {
          int token = batch.targets()[row * batch.targetSteps() + step];
          visitor.visit(history, token);
          history = model.longer(history, token);
        }
        histories.put(row, history);
      }
    }
  }
}
