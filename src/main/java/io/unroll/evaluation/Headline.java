package io.unroll.evaluation;

import io.unroll.evaluation.measure.Bleu;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Overlap;
import io.unroll.network.Scores;

/**
 * The metric a model is judged by, computed of counts that add up, so that it can be told of any
 * part of a split and of parts drawn again.
 */
public enum Headline {
  /** Of a language model. */
  NATS("nats"),
  /** Of frames. */
  FRAMES_NLL("framesNll"),
  /** Of labels. */
  ACCURACY("accuracy"),
  /** Of labels that mark spans. */
  SPAN_F1("spanF1"),
  /** Of numbers. */
  RMSE("rmse"),
  /** Of texts. */
  BLEU("bleu"),
  /** Of answers that are right or wrong. */
  EXACT_MATCH("exactMatch");

  private static final int SPAN_COUNTS = 3;

  private final String metric;

  Headline(String metric) {
    this.metric = metric;
  }

  /** Returns the name of the metric. */
  public String metric() {
    return metric;
  }

  /** Returns whether more of it is better. */
  public boolean higherIsBetter() {
    return this != NATS && this != FRAMES_NLL && this != RMSE;
  }

  /** Returns whether it lies between 0 and 1. */
  public boolean isShare() {
    return this == ACCURACY || this == SPAN_F1 || this == EXACT_MATCH;
  }

  /** Returns whether it is measured with the targets given, batch by batch, not of answers. */
  boolean isForced() {
    return this == NATS || this == FRAMES_NLL;
  }

  static Counts counts(Scores scores) {
    return new Counts(scores.nats(), scores.tokens());
  }

  /** Returns the metric; not a finite number where nothing was counted. */
  public double value(Counts counts) {
    double[] sums = counts.values();
    if (sums.length == 0) {
      return Double.NaN;
    }
    return switch (this) {
      case NATS, FRAMES_NLL, ACCURACY, EXACT_MATCH -> sums[0] / sums[1];
      case SPAN_F1 -> spans(sums).f1();
      case RMSE -> Math.sqrt(sums[0] / sums[1]);
      case BLEU -> Bleu.ofCounts(counts).score();
    };
  }

  private static Overlap spans(double[] sums) {
    if (sums.length != SPAN_COUNTS) {
      throw new IllegalArgumentException("spans are three counts, got " + sums.length);
    }
    return new Overlap((long) sums[0], (long) sums[1], (long) sums[2]);
  }
}
