package io.unroll.evaluation;

import io.unroll.shards.SequenceBatch;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/**
 * Baselines for language models: n-grams, counted on the driver, which the windows reach a few at a
 * time.
 *
 * @param order tokens of the longest n-gram
 * @param vocabulary number of different tokens
 */
record LanguageBaselines(int order, int vocabulary) {
  /** More n-grams would not fit a laptop's memory. */
  private static final long MOST_TOKENS = 2_500_000;

  /** Receiver of a token and the tokens before it in its lane. */
  private interface Visitor {
    /** Returns whether to go on. */
    boolean visit(int[] history, int token);
  }

  String name() {
    return order + "-gram";
  }

  /**
   * Returns the mean negative log-likelihood under n-grams, per token; of the first two and a half
   * million tokens of a longer text, as its name then says.
   */
  BaselineScores.Score score(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    NgramModel model = new NgramModel(order, vocabulary);
    long[] left = {MOST_TOKENS};
    boolean all =
        walk(
            OrderedWindows.first(train, MOST_TOKENS + 1),
            model,
            (history, token) -> {
              if (left[0]-- == 0) {
                return false;
              }
              model.count(history, token);
              return true;
            });
    double[] nats = {0, 0};
    walk(
        OrderedWindows.first(test, Long.MAX_VALUE),
        model,
        (history, token) -> {
          nats[0] += model.nats(history, token);
          nats[1]++;
          return true;
        });
    String cut = all ? "" : String.format(Locale.ROOT, " of %,d tokens", MOST_TOKENS);
    return new BaselineScores.Score(name() + cut, nats[0] / nats[1]);
  }

  /** Returns every lane from its first window to its last; whether the visitor saw them all. */
  private static boolean walk(Iterator<SequenceBatch> windows, NgramModel model, Visitor visitor) {
    Map<Integer, int[]> histories = new HashMap<>();
    int group = -1;
    while (windows.hasNext()) {
      SequenceBatch batch = windows.next();
      if (batch.bucket() != group) {
        histories.clear();
        group = batch.bucket();
      }
      for (int row = 0; row < batch.rows(); row++) {
        int first = batch.ids()[row * batch.steps()];
        int[] history = histories.computeIfAbsent(row, none -> model.longer(new int[0], first));
        for (int step = 0; step < batch.lengths()[row]; step++) {
          int token = batch.targets()[row * batch.targetSteps() + step];
          if (!visitor.visit(history, token)) {
            return false;
          }
          history = model.longer(history, token);
        }
        histories.put(row, history);
      }
    }
    return true;
  }
}
