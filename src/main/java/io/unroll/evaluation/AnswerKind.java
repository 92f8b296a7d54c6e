package io.unroll.evaluation;

import io.unroll.config.Settings;
import io.unroll.config.TokenSettings.Folding;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Measurement;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.Manifest;
import java.io.Serializable;
import java.util.List;

/**
 * A kind of answers: what they are judged by, what is counted of them, the metrics that follow, and
 * the baselines that have to be beaten.
 *
 * @param <S> what is counted of answers
 */
sealed interface AnswerKind<S extends AnswerScores<S>> extends Serializable
    permits LossKind, LabelKind, TagKind, NumberKind, TextKind, SymbolKind {

  /**
   * Returns the kind of a model's answers.
   *
   * @param target what the model answers
   * @param labels names of the labels; empty where it answers none
   */
  static AnswerKind<?> of(Settings settings, Manifest.Side target, List<String> labels) {
    return switch (settings.model().task()) {
      case NOTHING -> throw new IllegalArgumentException("model.type = none answers nothing");
      case NEXT_TOKEN -> new LanguageKind(settings.tokens(), settings.shards().batchSize());
      case TEXT_TO_TEXT, VECTOR_TO_TEXT -> written(settings);
      case LABEL -> new LabelKind(labels);
      case STEP_LABELS -> new TagKind(labels, settings.evaluation().validSpans());
      case FRAMES -> new FrameKind(target.width());
      case NUMBERS -> new NumberKind();
    };
  }

  private static AnswerKind<?> written(Settings settings) {
    WrittenAnswers written = new WrittenAnswers(settings.evaluation().search(), settings.tokens());
    return settings.corpus().hasSentences()
        ? new TextKind(written, settings.corpus().delexicalise())
        : new SymbolKind(written);
  }

  /** Returns the metric that answers are judged by. */
  Headline headline();

  /** Returns the counts of no answers. */
  S none();

  /** Counts one answer. */
  S scores(AnsweredExample one);

  /**
   * Returns the headline's counts.
   *
   * @throws IllegalStateException if the headline is measured with the targets given
   */
  Counts counts(S scores);

  /** Returns all metrics of a split, the headline first. */
  List<Measurement> measurements(SplitScoring.Partial<S> total, Signatures signatures);

  /** Adds what has to be beaten in the headline. */
  void plan(BaselinePlan baselines);

  /** Returns how good an answer is beside others. */
  default double quality(AnsweredExample one, S scores) {
    return one.confidence();
  }

  /** Returns an answer as people are to see it. */
  default EncodedSequence shown(EncodedSequence answer) {
    return answer;
  }

  /** Returns all metrics of no examples: their names, and which way is better. */
  default List<Measurement> ofNothing() {
    return measurements(SplitScoring.Partial.none(none(), 0), new Signatures(Folding.NONE, "", ""));
  }
}
