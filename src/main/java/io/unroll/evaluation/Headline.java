package io.unroll.evaluation;

import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.evaluation.measure.Bleu;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Overlap;
import io.unroll.evaluation.measure.Span;
import io.unroll.network.Scores;
import java.util.List;

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

  /** Name of the metric. */
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

  /**
   * Returns the metric a model of these settings is judged by.
   *
   * @param labels names of the labels; empty where the model puts out none
   */
  public static Headline of(Settings settings, List<String> labels) {
    ModelSettings model = settings.model();
    if (model instanceof ModelSettings.LanguageModel) {
      return NATS;
    }
    if (model instanceof ModelSettings.Frames) {
      return FRAMES_NLL;
    }
    if (model instanceof ModelSettings.Forecaster) {
      return RMSE;
    }
    if (model instanceof ModelSettings.Tagger && Span.areTags(labels)) {
      return SPAN_F1;
    }
    if (model instanceof ModelSettings.Tagger || model instanceof ModelSettings.Classifier) {
      return ACCURACY;
    }
    return AnswerScores.areTexts(settings) ? BLEU : EXACT_MATCH;
  }

  /** Returns whether it is measured with the targets given, batch by batch, not of answers. */
  boolean isForced() {
    return this == NATS || this == FRAMES_NLL;
  }

  static Counts counts(Scores scores) {
    return new Counts(scores.nats(), scores.tokens());
  }

  Counts counts(AnswerScores answers) {
    return switch (this) {
      case NATS, FRAMES_NLL -> throw new IllegalStateException(this + " is no metric of answers");
      case ACCURACY -> new Counts(answers.labels().right(), answers.labels().examples());
      case SPAN_F1 -> {
        Overlap all = answers.spans().all();
        yield new Counts(all.common(), all.predicted(), all.reference());
      }
      case RMSE -> new Counts(answers.errors().squared(), answers.errors().numbers());
      case BLEU -> answers.texts().bleu().counts();
      case EXACT_MATCH -> new Counts(answers.exact().right(), answers.exact().examples());
    };
  }

  /** The metric; not a finite number where nothing was counted. */
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
