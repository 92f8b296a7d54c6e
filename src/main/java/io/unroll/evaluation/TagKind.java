package io.unroll.evaluation;

import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Exact;
import io.unroll.evaluation.measure.LabelScores;
import io.unroll.evaluation.measure.Measurement;
import io.unroll.evaluation.measure.Overlap;
import io.unroll.evaluation.measure.Span;
import io.unroll.evaluation.measure.SpanScores;
import java.util.ArrayList;
import java.util.List;

/**
 * A label for each step, or the spans that the labels mark.
 *
 * @param labels their names
 * @param validSpans whether only labels are answered that continue what is before them
 */
record TagKind(List<String> labels, boolean validSpans) implements AnswerKind<AnswerScores.Tags> {
  private static final int SPAN_METRICS = 3;
  private static final String OUTSIDE = "O";

  private boolean marksSpans() {
    return Span.areTags(labels);
  }

  @Override
  public Headline headline() {
    return marksSpans() ? Headline.SPAN_F1 : Headline.ACCURACY;
  }

  @Override
  public AnswerScores.Tags none() {
    return AnswerScores.Tags.NONE;
  }

  @Override
  public AnswerScores.Tags scores(AnsweredExample one) {
    LabelledSteps steps = LabelledSteps.of(one);
    return new AnswerScores.Tags(
        Exact.of(one.right()),
        LabelScores.of(steps.wanted(), steps.given()),
        marksSpans() ? SpanScores.of(steps.wanted(), inSpans(steps.given())) : SpanScores.NONE,
        steps.calibration());
  }

  private static List<String> inSpans(List<String> given) {
    return given.stream().map(tag -> tag.equals(LabelScores.NO_LABEL) ? OUTSIDE : tag).toList();
  }

  @Override
  public Counts counts(AnswerScores.Tags scores) {
    if (!marksSpans()) {
      return new Counts(scores.labels().right(), scores.labels().examples());
    }
    Overlap all = scores.spans().all();
    return new Counts(all.common(), all.predicted(), all.reference());
  }

  @Override
  public List<Measurement> measurements(
      SplitScoring.Partial<AnswerScores.Tags> total, Signatures in) {
    AnswerScores.Tags answers = total.answers();
    String tokens = in.tokens(total.scores());
    String rules = "|labels:" + (validSpans ? "validSpans" : "any");
    List<Measurement> all = new ArrayList<>();
    if (marksSpans()) {
      all.addAll(answers.spans().measurements(in.split(), in.version()).subList(0, SPAN_METRICS));
    }
    all.add(in.higher("accuracy", answers.labels().accuracy(), tokens + rules));
    all.addAll(LabelledSteps.averagedF1(answers.labels(), in));
    all.add(in.higher("exactMatch", answers.exact().share(), in.examples(answers.exact())));
    all.add(answers.calibration().measurement(in.split(), in.version()));
    all.add(in.lower("nats", total.scores().natsPerToken(), tokens));
    return all;
  }

  @Override
  public void plan(BaselinePlan baselines) {
    LabelledTags tags = new LabelledTags(labels, marksSpans());
    baselines.add(
        "mostFrequentTag",
        () -> Baselines.mostFrequentTag(baselines.train(), baselines.test(), tags));
  }
}
