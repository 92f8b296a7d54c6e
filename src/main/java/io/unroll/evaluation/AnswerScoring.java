package io.unroll.evaluation;

import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.corpus.Content;
import io.unroll.decoding.Answer;
import io.unroll.evaluation.measure.Additive;
import io.unroll.evaluation.measure.Calibration;
import io.unroll.evaluation.measure.Errors;
import io.unroll.evaluation.measure.Exact;
import io.unroll.evaluation.measure.LabelScores;
import io.unroll.evaluation.measure.Ranking;
import io.unroll.evaluation.measure.SpanScores;
import io.unroll.evaluation.measure.TextScores;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.NetworkBlueprint.TargetSteps;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import io.unroll.tokens.Vocabulary;
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
  private static final String OUTSIDE = "O";

  /** Score of the answer to one row of a batch. */
  record Scored(Prediction prediction, AnswerScores scores) {}

  Scored score(SequenceBatch batch, int row, Answer answer) {
    boolean closed = blueprint.targetSteps() == TargetSteps.FREE;
    Reference reference = Reference.of(batch, row, target, closed);
    boolean right = isRight(reference, answer);
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

  private AnswerScores scores(Reference reference, Answer answer, boolean right) {
    Exact exact = Exact.of(right);
    ModelSettings model = settings.model();
    if (model instanceof ModelSettings.Forecaster) {
      Content.Frames forecast = target.unscaled(answer.sequence());
      return AnswerScores.of(exact, Errors.of(target.unscaled(reference.sequence()), forecast));
    }
    if (model instanceof ModelSettings.Classifier || model instanceof ModelSettings.Tagger) {
      return labels(reference.sequence(), answer, exact);
    }
    if (AnswerScores.areTexts(settings)) {
      TextScores texts =
          TextScores.of(reference.text(), reference.tokens(), target.text(answer.sequence()));
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
    List<String> named = names(answer.sequence());
    List<String> given = new ArrayList<>();
    List<Calibration> sure = new ArrayList<>();
    for (int step = 0; step < wanted.size(); step++) {
      boolean known = !Float.isNaN(answer.logProbabilities()[step]);
      given.add(known ? named.get(step) : LabelScores.NO_LABEL);
      if (known) {
        double confidence = Math.exp(answer.logProbabilities()[step]);
        sure.add(Calibration.of(confidence, wanted.get(step).equals(named.get(step))));
      }
    }
    SpanScores spans =
        Headline.of(settings, target.names()) == Headline.SPAN_F1
            ? SpanScores.of(wanted, inSpans(given))
            : SpanScores.NONE;
    return AnswerScores.of(
        exact,
        LabelScores.of(wanted, given),
        spans,
        ranking(reference, answer),
        Additive.sum(sure).orElse(Calibration.NONE));
  }

  private static List<String> inSpans(List<String> given) {
    return given.stream().map(tag -> tag.equals(LabelScores.NO_LABEL) ? OUTSIDE : tag).toList();
  }

  private static Ranking ranking(EncodedSequence reference, Answer answer) {
    float[] distribution = answer.distribution();
    boolean two = reference.ids().length == 1 && distribution.length == TWO_LABELS;
    return two && !Float.isNaN(distribution[1])
        ? Ranking.of(distribution[1], reference.ids()[0] == 1)
        : Ranking.NONE;
  }

  private List<String> names(EncodedSequence ids) {
    List<String> names = target.names();
    return Arrays.stream(ids.ids()).mapToObj(names::get).toList();
  }

  private double quality(AnswerScores scores, Answer answer, boolean right) {
    float[] logs = answer.logProbabilities();
    double confidence = logs.length == 0 ? 1 : Math.exp(sum(logs) / logs.length);
    double quality = right ? confidence : -confidence;
    if (settings.model() instanceof ModelSettings.Forecaster) {
      quality = -scores.errors().rootMeanSquare();
    } else if (AnswerScores.areTexts(settings)) {
      quality = scores.texts().chrF().score();
    }
    // What is no number is the worst of all.
    return Double.isNaN(quality) ? Double.NEGATIVE_INFINITY : quality;
  }

  private static double sum(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).sum();
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

  /**
   * Texts are right if they are the reference's, token by token, and none is unknown; vectors if
   * every number of theirs is nearer than a half.
   */
  private boolean isRight(Reference reference, Answer answer) {
    if (Double.isNaN(sum(answer.logProbabilities()))) {
      return false;
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
