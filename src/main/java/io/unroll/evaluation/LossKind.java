package io.unroll.evaluation;

import io.unroll.evaluation.measure.Counts;

/** A kind of answers of which nothing is counted: a model is judged by its loss alone. */
sealed interface LossKind extends AnswerKind<AnswerScores.Nothing> permits LanguageKind, FrameKind {

  @Override
  default AnswerScores.Nothing none() {
    return new AnswerScores.Nothing();
  }

  @Override
  default AnswerScores.Nothing scores(AnsweredExample one) {
    return none();
  }

  @Override
  default Counts counts(AnswerScores.Nothing scores) {
    throw new IllegalStateException(headline() + " is no metric of answers");
  }
}
