package io.unroll.evaluation;

import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.corpus.Content;
import io.unroll.decoding.Answer;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkBlueprint.TargetSteps;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares answers with references.
 *
 * @param target how answers became numbers
 */
record AnswerScoring(Settings settings, NetworkBlueprint blueprint, SideCodec target)
    implements Serializable {
  private static final double HALF = 0.5;
  private static final int TWO_LABELS = 2;

  /** What the answer to one row of a batch came to. */
  record Scored(Prediction prediction, AnswerScores scores) {}

  Scored score(SequenceBatch batch, int row, Answer answer) {
    EncodedSequence reference = open(batch.target().row(row));
    boolean right = isRight(reference, answer.sequence());
    AnswerScores scores = scores(reference, answer, right);
    Prediction prediction =
        new Prediction(
            batch.keys().get(row),
            batch.input().row(row),
            reference,
            shown(answer.sequence()),
            answer,
            right,
            quality(scores, answer, right));
    return new Scored(prediction, scores);
  }

  private AnswerScores scores(EncodedSequence reference, Answer answer, boolean right) {
    Exact exact = Exact.of(right);
    ModelSettings model = settings.model();
    if (model instanceof ModelSettings.Forecaster) {
      Content.Frames forecast = target.unscaled(answer.sequence());
      return AnswerScores.of(exact, Errors.of(target.unscaled(reference), forecast));
    }
    if (model instanceof ModelSettings.Classifier || model instanceof ModelSettings.Tagger) {
      return labels(reference, answer, exact);
    }
    if (AnswerScores.areTexts(settings)) {
      TextScores texts = TextScores.of(target.text(reference), target.text(answer.sequence()));
      return AnswerScores.of(exact, Calibration.NONE, texts);
    }
    return AnswerScores.of(exact, calibration(answer, right), TextScores.NONE);
  }

  /** Of answers that were searched for, by the probability of the whole. */
  private static Calibration calibration(Answer answer, boolean right) {
    return answer.logProbabilities().length == 0
        ? Calibration.NONE
        : Calibration.of(Math.exp(sum(answer.logProbabilities())), right);
  }

  private AnswerScores labels(EncodedSequence reference, Answer answer, Exact exact) {
    List<String> wanted = names(reference);
    List<String> given = names(answer.sequence());
    List<Calibration> sure = new ArrayList<>();
    for (int step = 0; step < wanted.size(); step++) {
      double confidence = Math.exp(answer.logProbabilities()[step]);
      sure.add(Calibration.of(confidence, wanted.get(step).equals(given.get(step))));
    }
    SpanScores spans =
        Headline.of(settings, target.names()) == Headline.SPAN_F1
            ? SpanScores.of(wanted, given)
            : SpanScores.NONE;
    boolean two = wanted.size() == 1 && answer.distribution().length == TWO_LABELS;
    Ranking ranking =
        two ? Ranking.of(answer.distribution()[1], reference.ids()[0] == 1) : Ranking.NONE;
    return AnswerScores.of(
        exact,
        LabelScores.of(wanted, given),
        spans,
        ranking,
        Additive.sum(sure).orElse(Calibration.NONE));
  }

  private List<String> names(EncodedSequence ids) {
    List<String> names = target.names();
    return Arrays.stream(ids.ids()).mapToObj(names::get).toList();
  }

  private double quality(AnswerScores scores, Answer answer, boolean right) {
    if (settings.model() instanceof ModelSettings.Forecaster) {
      return -scores.errors().rootMeanSquare();
    }
    if (AnswerScores.areTexts(settings)) {
      return scores.texts().chrF().score();
    }
    float[] logs = answer.logProbabilities();
    double confidence = logs.length == 0 ? 1 : Math.exp(sum(logs) / logs.length);
    return right ? confidence : -confidence;
  }

  private static double sum(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
  }

  /** A target without the end-of-sequence that closes it. */
  private EncodedSequence open(EncodedSequence reference) {
    int[] ids = reference.ids();
    boolean closed = blueprint.targetSteps() == TargetSteps.FREE;
    return closed ? EncodedSequence.ofIds(Arrays.copyOf(ids, ids.length - 1)) : reference;
  }

  /** Of pitches, those more probable than not. */
  private EncodedSequence shown(EncodedSequence answer) {
    if (!(settings.model() instanceof ModelSettings.Frames)) {
      return answer;
    }
    float[] sounding = new float[answer.values().length];
    for (int i = 0; i < sounding.length; i++) {
      sounding[i] = answer.values()[i] > HALF ? 1 : 0;
    }
    return EncodedSequence.ofVectors(answer.width(), sounding);
  }

  /** Vectors are right if every number of theirs is nearer than a half. */
  private static boolean isRight(EncodedSequence reference, EncodedSequence answer) {
    for (int i = 0; i < answer.values().length; i++) {
      if (Math.abs(answer.values()[i] - reference.values()[i]) >= HALF) {
        return false;
      }
    }
    return Arrays.equals(reference.ids(), answer.ids());
  }
}
