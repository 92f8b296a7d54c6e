package io.unroll.evaluation;

import io.unroll.decoding.Answer;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import io.unroll.tokens.Vocabulary;
import java.util.Arrays;

/**
 * Comparison of answers with references.
 *
 * @param closed whether end-of-sequence ends references
 * @param target how answers became numbers
 */
record AnswerScoring<S extends AnswerScores<S>>(
    AnswerKind<S> kind, boolean closed, SideCodec target) {
  private static final double HALF = 0.5;

  /** An answer to one row of a batch, and what is counted of it. */
  record Scored<S extends AnswerScores<S>>(Prediction prediction, S scores) {}

  Scored<S> score(SequenceBatch batch, int row, Answer answer) {
    Reference reference = Reference.of(batch, row, target, closed);
    boolean right = isRight(reference, answer);
    AnsweredExample one = new AnsweredExample(reference, answer, right, target);
    S scores = kind.scores(one);
    double quality = kind.quality(one, scores);
    Prediction prediction =
        new Prediction(
            batch.keys().get(row),
            batch.input().row(row),
            reference,
            kind.shown(answer.sequence()),
            answer,
            right,
            // What is no number is the worst of all.
            Double.isNaN(quality) ? Double.NEGATIVE_INFINITY : quality);
    return new Scored<>(prediction, scores);
  }

  /**
   * Texts are right if they are the reference's, token by token, and none is unknown; vectors if
   * every number of theirs is nearer than a half.
   */
  private boolean isRight(Reference reference, Answer answer) {
    for (float log : answer.logProbabilities()) {
      if (Float.isNaN(log)) {
        return false;
      }
    }
    EncodedSequence given = answer.sequence();
    if (target.texts().isPresent()) {
      boolean known = Arrays.stream(given.ids()).noneMatch(id -> id == Vocabulary.UNKNOWN);
      return known && target.text(given).equals(reference.tokens());
    }
    float[] wanted = reference.sequence().values();
    for (int i = 0; i < given.values().length; i++) {
      // Not a number is near to none.
      if (!(Math.abs(given.values()[i] - wanted[i]) < HALF)) {
        return false;
      }
    }
    return Arrays.equals(reference.sequence().ids(), given.ids());
  }
}
