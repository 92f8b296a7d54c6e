package io.unroll.runs;

import io.unroll.answering.AnswerText;
import io.unroll.config.Settings;
import io.unroll.evaluation.Breakdown;
import io.unroll.evaluation.Evaluation;
import io.unroll.evaluation.Extras;
import io.unroll.evaluation.Prediction;
import io.unroll.evaluation.Predictions.Choice;
import io.unroll.evaluation.measure.LabelScores;
import io.unroll.evaluation.measure.Measurement;
import io.unroll.evaluation.measure.Overlap;
import io.unroll.report.Alignment;
import io.unroll.report.Analysis;
import io.unroll.report.Metric;
import io.unroll.report.Sample;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SideCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The parts of a report that come from an evaluation. */
record AnalysisParts(
    Evaluation evaluation, Settings settings, SideCodec source, SideCodec target, Extras extras) {
  private static final double CONFIDENCE = 0.95;

  /**
   * Returns the headline first, with its interval; of the others, those that are finite numbers.
   */
  Map<String, Metric> metrics() {
    Map<String, Metric> metrics = new LinkedHashMap<>();
    for (Measurement m : evaluation.measurements()) {
      boolean headline = m.name().equals(evaluation.headline().metric());
      if (!Double.isFinite(m.value())) {
        extras.leaveOut(m.name(), m.whyUndefined());
        if (!headline) {
          continue;
        }
      }
      Optional<Metric.Interval> interval =
          evaluation
              .interval()
              .filter(found -> headline)
              .map(found -> new Metric.Interval(found.low(), found.high(), CONFIDENCE));
      String drawn = headline ? evaluation.interval().map(i -> "|" + i.signature()).orElse("") : "";
      metrics.put(
          m.name(), new Metric(m.value(), interval, m.signature() + drawn, m.higherIsBetter()));
    }
    return metrics;
  }

  Analysis analysis() {
    LabelScores labels = evaluation.labels();
    List<Analysis.Label> byLabel = new ArrayList<>();
    for (Map.Entry<String, Overlap> entry : labels.byLabel().entrySet()) {
      Overlap one = entry.getValue();
      byLabel.add(
          new Analysis.Label(
              entry.getKey(), one.reference(), one.precision(), one.recall(), one.f1()));
    }
    return new Analysis(
        List.of(
            groups("steps of the input", evaluation.lengths()),
            groups(
                byToken()
                    ? "occurrences of the token in training"
                    : "occurrences of the rarest token in training",
                evaluation.rarity())),
        byLabel,
        labels.confusions().entrySet().stream()
            .map(
                one ->
                    new Analysis.Confusion(
                        one.getKey().reference(), one.getKey().predicted(), one.getValue()))
            .toList(),
        evaluation.calibration().bins().stream()
            .map(
                bin ->
                    new Analysis.Reliability(
                        bin.from(), bin.to(), bin.confidence(), bin.right(), bin.count()))
            .toList(),
        extras.leftOut());
  }

  /** Taggers' labels are counted token by token. */
  private boolean byToken() {
    long examples = size(evaluation.lengths().parts());
    return size(evaluation.rarity().parts()) > examples;
  }

  private static long size(SortedMap<?, Breakdown.Part> parts) {
    return parts.values().stream().mapToLong(Breakdown.Part::size).sum();
  }

  private Analysis.Groups groups(String by, Breakdown breakdown) {
    List<Analysis.Group> figures = new ArrayList<>();
    breakdown
        .parts()
        .forEach(
            (group, part) ->
                figures.add(
                    new Analysis.Group(
                        group.name(), part.size(), evaluation.headline().value(part.counts()))));
    return new Analysis.Groups(
        by, evaluation.headline().metric(), evaluation.headline().isShare(), figures);
  }

  /** Random ones, then the worst and the best that are not among them. */
  List<Sample> samples() {
    Set<String> shown = new HashSet<>();
    List<Sample> samples = new ArrayList<>();
    for (Choice choice : Choice.values()) {
      for (Prediction prediction : evaluation.predictions().of(choice)) {
        if (shown.add(prediction.key())) {
          samples.add(sample(prediction, choice));
        }
      }
    }
    return samples;
  }

  private Sample sample(Prediction p, Choice choice) {
    return new Sample(
        p.key(),
        source.unscaledText(p.source()),
        Optional.of(p.reference().text()),
        target.unscaledText(p.predicted()),
        p.right(),
        choice.name().toLowerCase(Locale.ROOT),
        alignment(p.source(), p.predicted(), p.answer().attention()));
  }

  private Optional<Alignment> alignment(
      EncodedSequence read, EncodedSequence written, float[][] attention) {
    return attention.length == 0 || read.ids().length == 0
        ? Optional.empty()
        : Optional.of(
            new Alignment(
                AnswerText.tokens(source, read), AnswerText.tokens(target, written), attention));
  }
}
