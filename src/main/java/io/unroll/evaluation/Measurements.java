package io.unroll.evaluation;

import io.unroll.config.AttributesSettings;
import io.unroll.config.ModelSettings;
import io.unroll.config.SearchSettings;
import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.config.TokenSettings.Folding;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The metrics of each model type, headline first.
 *
 * @param labels names of the labels; empty if the model has none
 * @param folding what is folded of texts on both sides
 */
record Measurements(
    Settings settings,
    NetworkBlueprint blueprint,
    List<String> labels,
    Folding folding,
    String split,
    String version) {

  private static final String CLUSTER = "cluster";
  private static final int SPAN_METRICS = 3;
  private static final int TWO_LABELS = 2;

  /** All metrics of a model, of no examples: their names, and which way is better. */
  static List<Measurement> ofNothing(
      Settings settings, NetworkBlueprint blueprint, List<String> labels) {
    return new Measurements(settings, blueprint, labels, Folding.NONE, "", "")
        .of(SplitScoring.Partial.none(0));
  }

  List<Measurement> of(SplitScoring.Partial total) {
    ModelSettings model = settings.model();
    if (blueprint.carriesState()) {
      return languageModel(total.scores());
    }
    if (model instanceof ModelSettings.Classifier) {
      return classifier(total);
    }
    if (model instanceof ModelSettings.Tagger) {
      return tagger(total);
    }
    if (model instanceof ModelSettings.Frames) {
      return frames(total.scores());
    }
    return model instanceof ModelSettings.Forecaster ? forecaster(total) : written(total);
  }

  private List<Measurement> languageModel(Scores scores) {
    boolean characters = settings.tokens() instanceof TokenSettings.Characters;
    String unit = unit(settings.tokens());
    String signature =
        tokens(scores)
            + "|unit:"
            + unit
            + "|carriedState:yes|lanes:"
            + settings.shards().batchSize();
    List<Measurement> all = new ArrayList<>();
    all.add(lower("nats", scores.natsPerToken(), signature));
    // A cluster may be several characters: its bits are not theirs.
    String bits = unit.equals(CLUSTER) ? "bitsPerCluster" : "bitsPerCharacter";
    all.add(
        characters
            ? lower(bits, scores.natsPerToken() / Math.log(2), signature)
            : lower("perplexity", Math.exp(scores.natsPerToken()), signature));
    all.add(higher("tokenAccuracy", scores.accuracy(), signature));
    return all;
  }

  private static String unit(TokenSettings tokens) {
    if (tokens instanceof TokenSettings.Characters characters) {
      return characters.clusters() ? CLUSTER : "character";
    }
    return tokens instanceof TokenSettings.Words ? "word" : "subword";
  }

  private List<Measurement> classifier(SplitScoring.Partial total) {
    Scores scores = total.scores();
    String signature = "split:%s|examples:%s".formatted(split, scores.tokens());
    List<Measurement> all = new ArrayList<>();
    all.add(higher("accuracy", total.answers().labels().accuracy(), signature));
    all.addAll(averagedF1(total));
    if (labels.size() == TWO_LABELS) {
      all.add(total.answers().ranking().measurement(labels.get(1), split, version));
    }
    all.add(total.answers().calibration().measurement(split, version));
    all.add(lower("nats", scores.natsPerToken(), signature));
    return all;
  }

  private List<Measurement> averagedF1(SplitScoring.Partial total) {
    return total.answers().labels().measurements(split, version).stream()
        .filter(measurement -> measurement.name().endsWith("F1"))
        .toList();
  }

  private List<Measurement> tagger(SplitScoring.Partial total) {
    List<Measurement> all = new ArrayList<>();
    LabelScores given = total.answers().labels();
    if (Headline.of(settings, labels) == Headline.SPAN_F1) {
      all.addAll(total.answers().spans().measurements(split, version).subList(0, SPAN_METRICS));
    }
    String rules = "|labels:" + (settings.evaluation().validSpans() ? "validSpans" : "any");
    all.add(higher("accuracy", given.accuracy(), tokens(total.scores()) + rules));
    all.addAll(averagedF1(total));
    all.add(higher("exactMatch", total.answers().exact().share(), examples(total)));
    all.add(total.answers().calibration().measurement(split, version));
    all.add(lower("nats", total.scores().natsPerToken(), tokens(total.scores())));
    return all;
  }

  private List<Measurement> frames(Scores scores) {
    String signature =
        "split:%s|frames:%s|pitches:%s|given:framesBefore"
            .formatted(split, scores.tokens(), blueprint.target().width());
    return List.of(
        lower("framesNll", scores.natsPerToken(), signature),
        higher("frameAccuracy", scores.accuracy(), signature + "|threshold:0.5"));
  }

  private List<Measurement> forecaster(SplitScoring.Partial total) {
    String signature =
        examples(total) + "|numbers:" + total.answers().errors().numbers() + "|units:original";
    return List.of(
        lower("rmse", total.answers().errors().rootMeanSquare(), signature),
        lower("mae", total.answers().errors().meanAbsolute(), signature),
        lower("smape", total.answers().errors().symmetricPercentage(), signature));
  }

  private List<Measurement> written(SplitScoring.Partial total) {
    String forced = tokens(total.scores()) + "|mode:teacherForced";
    String found = examples(total) + "|" + mode(settings.evaluation().search());
    List<Measurement> all = new ArrayList<>();
    TextScores texts = total.answers().texts();
    if (AnswerScores.areTexts(settings)) {
      Stream.of(texts.bleu(), texts.chrF(), texts.edits())
          .flatMap(tally -> tally.measurements(split, version).stream())
          .map(
              m ->
                  new Measurement(
                      m.name(), m.value(), m.signature() + folded(), m.higherIsBetter()))
          .forEach(all::add);
    }
    if (settings.corpus() instanceof AttributesSettings acts && acts.delexicalise()) {
      all.addAll(texts.slots().measurements(split, version));
    }
    all.add(higher("exactMatch", total.answers().exact().share(), found + compared() + folded()));
    if (!AnswerScores.areTexts(settings)) {
      all.add(total.answers().calibration().measurement(split, version));
    }
    all.add(higher("tokenAccuracy", total.scores().accuracy(), forced));
    all.add(lower("nats", total.scores().natsPerToken(), forced));
    return all;
  }

  /** Of words that are not cut at blanks alone, answers cannot be the text letter by letter. */
  private String compared() {
    boolean cut =
        settings.tokens() instanceof TokenSettings.Words words
            && words.rules() == TokenSettings.Rules.ICU;
    return cut ? "|compared:words" : "";
  }

  private String folded() {
    return folding.equals(Folding.NONE) ? "" : "|folded:" + folding.label();
  }

  private static String mode(SearchSettings search) {
    StringBuilder mode = new StringBuilder(search.beams() == 1 ? "mode:greedy" : "mode:beam");
    if (search.beams() > 1) {
      mode.append("|beams:").append(search.beams());
      mode.append("|lengthPenalty:").append(search.lengthPenalty());
      mode.append("|coveragePenalty:").append(search.coveragePenalty());
    }
    if (search.minOutputLength() > 0) {
      mode.append("|minLength:").append(search.minOutputLength());
    }
    if (search.blockNgrams() > 0) {
      mode.append("|blockNgrams:").append(search.blockNgrams());
    }
    return mode.append("|maxLength:").append(search.maxOutputLength()).toString();
  }

  private String tokens(Scores scores) {
    return String.format(Locale.ROOT, "split:%s|tokens:%d", split, scores.tokens());
  }

  private String examples(SplitScoring.Partial total) {
    return "split:%s|examples:%s".formatted(split, total.answers().exact().examples());
  }

  private Measurement higher(String name, double value, String signature) {
    return new Measurement(name, value, signature + "|version:" + version, true);
  }

  private Measurement lower(String name, double value, String signature) {
    return new Measurement(name, value, signature + "|version:" + version, false);
  }
}
