package io.unroll.evaluation;

import io.unroll.evaluation.measure.Additive;
import io.unroll.evaluation.measure.Calibration;
import io.unroll.evaluation.measure.Errors;
import io.unroll.evaluation.measure.Exact;
import io.unroll.evaluation.measure.LabelScores;
import io.unroll.evaluation.measure.Ranking;
import io.unroll.evaluation.measure.SpanScores;
import io.unroll.evaluation.measure.TextScores;

/**
 * Counts of answers: what an {@link AnswerKind} counts of its own.
 *
 * @param <S> its own type
 */
sealed interface AnswerScores<S extends AnswerScores<S>> extends Additive<S> {

  /** Returns the counts of labels, for the report; none where answers are no labels. */
  default LabelScores labels() {
    return LabelScores.NONE;
  }

  /** Returns how sure the answers were; of none where they are not right or wrong. */
  default Calibration calibration() {
    return Calibration.NONE;
  }

  /** Counts of nothing, where only the loss is measured. */
  record Nothing() implements AnswerScores<Nothing> {
    @Override
    public Nothing plus(Nothing other) {
      return this;
    }
  }

  /** Counts of sequences with one label each. */
  record Labels(LabelScores labels, Ranking ranking, Calibration calibration)
      implements AnswerScores<Labels> {
    static final Labels NONE = new Labels(LabelScores.NONE, Ranking.NONE, Calibration.NONE);

    @Override
    public Labels plus(Labels other) {
      return new Labels(
          labels.plus(other.labels),
          ranking.plus(other.ranking),
          calibration.plus(other.calibration));
    }
  }

  /**
   * Counts of sequences with a label for each step.
   *
   * @param spans of labels that mark spans
   */
  record Tags(Exact exact, LabelScores labels, SpanScores spans, Calibration calibration)
      implements AnswerScores<Tags> {
    static final Tags NONE =
        new Tags(Exact.NONE, LabelScores.NONE, SpanScores.NONE, Calibration.NONE);

    @Override
    public Tags plus(Tags other) {
      return new Tags(
          exact.plus(other.exact),
          labels.plus(other.labels),
          spans.plus(other.spans),
          calibration.plus(other.calibration));
    }
  }

  /** Counts of numbers that are forecast. */
  record Numbers(Exact exact, Errors errors) implements AnswerScores<Numbers> {
    static final Numbers NONE = new Numbers(Exact.NONE, Errors.NONE);

    @Override
    public Numbers plus(Numbers other) {
      return new Numbers(exact.plus(other.exact), errors.plus(other.errors));
    }
  }

  /** Counts of texts that people wrote. */
  record Texts(Exact exact, TextScores texts) implements AnswerScores<Texts> {
    static final Texts NONE = new Texts(Exact.NONE, TextScores.NONE);

    @Override
    public Texts plus(Texts other) {
      return new Texts(exact.plus(other.exact), texts.plus(other.texts));
    }
  }

  /** Counts of answers that are right or wrong. */
  record Symbols(Exact exact, Calibration calibration) implements AnswerScores<Symbols> {
    static final Symbols NONE = new Symbols(Exact.NONE, Calibration.NONE);

    @Override
    public Symbols plus(Symbols other) {
      return new Symbols(exact.plus(other.exact), calibration.plus(other.calibration));
    }
  }
}
