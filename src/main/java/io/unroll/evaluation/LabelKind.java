package io.unroll.evaluation;

import io.unroll.decoding.Answer;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.LabelScores;
import io.unroll.evaluation.measure.Measurement;
import io.unroll.evaluation.measure.Ranking;
import io.unroll.network.Scores;
import io.unroll.shards.EncodedSequence;
import java.util.ArrayList;
import java.util.List;

/**
 * One label for each sequence.
 *
 * @param labels their names
 */
record LabelKind(List<String> labels) implements AnswerKind<AnswerScores.Labels> {
  private static final int TWO_LABELS = 2;

  @Override
  public Headline headline() {
    return Headline.ACCURACY;
  }

  @Override
  public AnswerScores.Labels none() {
    return AnswerScores.Labels.NONE;
  }

  @Override
  public AnswerScores.Labels scores(AnsweredExample one) {
    LabelledSteps steps = LabelledSteps.of(one);
    return new AnswerScores.Labels(
        LabelScores.of(steps.wanted(), steps.given()),
        ranking(one.reference().sequence(), one.answer()),
        steps.calibration());
  }

  private static Ranking ranking(EncodedSequence reference, Answer answer) {
    float[] distribution = answer.distribution();
    boolean two = reference.ids().length == 1 && distribution.length == TWO_LABELS;
    return two && !Float.isNaN(distribution[1])
        ? Ranking.of(distribution[1], reference.ids()[0] == 1)
        : Ranking.NONE;
  }

  @Override
  public Counts counts(AnswerScores.Labels scores) {
    return new Counts(scores.labels().right(), scores.labels().examples());
  }

  @Override
  public List<Measurement> measurements(
      SplitScoring.Partial<AnswerScores.Labels> total, Signatures in) {
    Scores scores = total.scores();
    AnswerScores.Labels answers = total.answers();
    String signature = "split:%s|examples:%s".formatted(in.split(), scores.tokens());
    List<Measurement> all = new ArrayList<>();
    all.add(in.higher("accuracy", answers.labels().accuracy(), signature));
    all.addAll(LabelledSteps.averagedF1(answers.labels(), in));
    if (labels.size() == TWO_LABELS) {
      all.add(answers.ranking().measurement(labels.get(1), in.split(), in.version()));
    }
    all.add(answers.calibration().measurement(in.split(), in.version()));
    all.add(in.lower("nats", scores.natsPerToken(), signature));
    return all;
  }

  @Override
  public void plan(BaselinePlan baselines) {
    baselines.add("majority", () -> Baselines.majorityLabel(baselines.train(), baselines.test()));
    if (baselines.source().texts().isPresent() && baselines.target().names().size() > 1) {
      BagOfWords words = new BagOfWords(baselines.source(), baselines.target());
      baselines.addScored(BagOfWords.NAME, () -> words.score(baselines.train(), baselines.test()));
    }
  }
}
