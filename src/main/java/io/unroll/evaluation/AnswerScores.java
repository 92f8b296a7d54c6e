package io.unroll.evaluation;

import io.unroll.config.CorpusSettings;
import io.unroll.config.ImagesSettings;
import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.evaluation.measure.Additive;
import io.unroll.evaluation.measure.Calibration;
import io.unroll.evaluation.measure.Errors;
import io.unroll.evaluation.measure.Exact;
import io.unroll.evaluation.measure.LabelScores;
import io.unroll.evaluation.measure.Ranking;
import io.unroll.evaluation.measure.SpanScores;
import io.unroll.evaluation.measure.TextScores;

/**
 * Counts of answers by their kind; those that do not apply stay empty.
 *
 * @param exact answers that are right as a whole
 * @param errors of numbers that are forecast
 * @param labels of sequences and of steps
 * @param spans of labels that mark spans
 * @param ranking of the second of two labels
 * @param calibration of labels, and of answers that are right or wrong
 * @param texts of texts that people wrote
 */
record AnswerScores(
    Exact exact,
    Errors errors,
    LabelScores labels,
    SpanScores spans,
    Ranking ranking,
    Calibration calibration,
    TextScores texts)
    implements Additive<AnswerScores> {
  static final AnswerScores NONE =
      new AnswerScores(
          Exact.NONE,
          Errors.NONE,
          LabelScores.NONE,
          SpanScores.NONE,
          Ranking.NONE,
          Calibration.NONE,
          TextScores.NONE);

  /**
   * Returns whether answers are texts to be compared by words, not symbols of a generated task or
   * single words.
   */
  static boolean areTexts(Settings settings) {
    ModelSettings model = settings.model();
    boolean writes =
        model instanceof ModelSettings.Describer || model instanceof ModelSettings.EncoderDecoder;
    return writes
        && !(settings.corpus() instanceof CorpusSettings.Generated)
        && !(settings.corpus() instanceof ImagesSettings);
  }

  static AnswerScores of(Exact exact, Errors errors) {
    return new AnswerScores(
        exact,
        errors,
        LabelScores.NONE,
        SpanScores.NONE,
        Ranking.NONE,
        Calibration.NONE,
        TextScores.NONE);
  }

  static AnswerScores of(
      Exact exact, LabelScores labels, SpanScores spans, Ranking ranking, Calibration calibration) {
    return new AnswerScores(
        exact, Errors.NONE, labels, spans, ranking, calibration, TextScores.NONE);
  }

  static AnswerScores of(Exact exact, Calibration calibration, TextScores texts) {
    return new AnswerScores(
        exact, Errors.NONE, LabelScores.NONE, SpanScores.NONE, Ranking.NONE, calibration, texts);
  }

  @Override
  public AnswerScores plus(AnswerScores other) {
    return new AnswerScores(
        exact.plus(other.exact),
        errors.plus(other.errors),
        labels.plus(other.labels),
        spans.plus(other.spans),
        ranking.plus(other.ranking),
        calibration.plus(other.calibration),
        texts.plus(other.texts));
  }
}
