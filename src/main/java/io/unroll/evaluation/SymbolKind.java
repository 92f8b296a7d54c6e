package io.unroll.evaluation;

import io.unroll.evaluation.measure.Calibration;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Exact;
import io.unroll.evaluation.measure.Measurement;
import java.util.ArrayList;
import java.util.List;

/** Symbols of a generated task, or single words: an answer is right or wrong as a whole. */
record SymbolKind(WrittenAnswers written) implements AnswerKind<AnswerScores.Symbols> {

  @Override
  public Headline headline() {
    return Headline.EXACT_MATCH;
  }

  @Override
  public AnswerScores.Symbols none() {
    return AnswerScores.Symbols.NONE;
  }

  @Override
  public AnswerScores.Symbols scores(AnsweredExample one) {
    return new AnswerScores.Symbols(Exact.of(one.right()), calibration(one));
  }

  /** Returns how sure answers were that were searched for, by the probability of the whole. */
  private static Calibration calibration(AnsweredExample one) {
    return one.answer().logProbabilities().length == 0
        ? Calibration.NONE
        : Calibration.of(Math.exp(one.logProbability()), one.right());
  }

  @Override
  public Counts counts(AnswerScores.Symbols scores) {
    return new Counts(scores.exact().right(), scores.exact().examples());
  }

  @Override
  public List<Measurement> measurements(
      SplitScoring.Partial<AnswerScores.Symbols> total, Signatures in) {
    AnswerScores.Symbols answers = total.answers();
    List<Measurement> all = new ArrayList<>();
    all.add(written.exactMatch(answers.exact(), in));
    all.add(answers.calibration().measurement(in.split(), in.version()));
    all.addAll(written.forced(total.scores(), in));
    return all;
  }

  @Override
  public void plan(BaselinePlan baselines) {
    TextBaselines texts = new TextBaselines(baselines.source(), baselines.target());
    baselines.add("majority", () -> texts.majorityExactMatch(baselines.train(), baselines.test()));
  }
}
