package io.unroll.evaluation;

import io.unroll.corpus.example.Content;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Errors;
import io.unroll.evaluation.measure.Exact;
import io.unroll.evaluation.measure.Measurement;
import java.util.List;

/** Numbers that are forecast, compared in their own units. */
record NumberKind() implements AnswerKind<AnswerScores.Numbers> {

  @Override
  public Headline headline() {
    return Headline.RMSE;
  }

  @Override
  public AnswerScores.Numbers none() {
    return AnswerScores.Numbers.NONE;
  }

  @Override
  public AnswerScores.Numbers scores(AnsweredExample one) {
    Content.Frames wanted = one.target().unscaled(one.reference().sequence());
    Content.Frames forecast = one.target().unscaled(one.answer().sequence());
    return new AnswerScores.Numbers(Exact.of(one.right()), Errors.of(wanted, forecast));
  }

  @Override
  public Counts counts(AnswerScores.Numbers scores) {
    return new Counts(scores.errors().squared(), scores.errors().numbers());
  }

  @Override
  public List<Measurement> measurements(
      SplitScoring.Partial<AnswerScores.Numbers> total, Signatures in) {
    Errors errors = total.answers().errors();
    String signature =
        in.examples(total.answers().exact()) + "|numbers:" + errors.numbers() + "|units:original";
    return List.of(
        in.lower("rmse", errors.rootMeanSquare(), signature),
        in.lower("mae", errors.meanAbsolute(), signature),
        in.lower("smape", errors.symmetricPercentage(), signature));
  }

  @Override
  public void plan(BaselinePlan baselines) {
    ForecastBaselines forecasts = new ForecastBaselines(baselines.source(), baselines.target());
    baselines.add("mean", () -> forecasts.mean(baselines.train(), baselines.test()));
    if (baselines.source().summary().width() == baselines.target().summary().width()) {
      baselines.add("lastValue", () -> forecasts.lastValue(baselines.test()));
      baselines.add("lastSeason", () -> forecasts.lastSeason(baselines.test()));
    }
  }

  @Override
  public double quality(AnsweredExample one, AnswerScores.Numbers scores) {
    return -scores.errors().rootMeanSquare();
  }
}
