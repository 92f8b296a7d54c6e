package io.unroll.evaluation;

import io.unroll.config.AttributesSettings;
import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The metrics of each model type, headline first. */
record Measurements(Settings settings, NetworkBlueprint blueprint, String split, String version) {

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
    String signature =
        tokens(scores)
            + "|unit:"
            + unit(settings.tokens())
            + "|carriedState:yes|lanes:"
            + settings.shards().batchSize();
    List<Measurement> all = new ArrayList<>();
    all.add(lower("nats", scores.natsPerToken(), signature));
    all.add(
        characters
            ? lower("bitsPerCharacter", scores.natsPerToken() / Math.log(2), signature)
            : lower("perplexity", Math.exp(scores.natsPerToken()), signature));
    all.add(higher("tokenAccuracy", scores.accuracy(), signature));
    return all;
  }

  private static String unit(TokenSettings tokens) {
    if (tokens instanceof TokenSettings.Characters characters) {
      return characters.clusters() ? "cluster" : "character";
    }
    return tokens instanceof TokenSettings.Words ? "word" : "subword";
  }

  private List<Measurement> classifier(SplitScoring.Partial total) {
    Scores scores = total.scores();
    String signature = "split:%s|examples:%d".formatted(split, scores.tokens());
    return List.of(
        higher("accuracy", scores.accuracy(), signature),
        macroF1(total),
        lower("nats", scores.natsPerToken(), signature));
  }

  private Measurement macroF1(SplitScoring.Partial total) {
    return total.answers().labels().measurements(split, version).stream()
        .filter(measurement -> measurement.name().equals("macroF1"))
        .findFirst()
        .orElseThrow();
  }

  private List<Measurement> tagger(SplitScoring.Partial total) {
    String signature = tokens(total.scores());
    return List.of(
        higher("accuracy", total.scores().accuracy(), signature),
        macroF1(total),
        higher("exactMatch", total.predictions().exactMatch(), examples(total.predictions())),
        lower("nats", total.scores().natsPerToken(), signature));
  }

  private List<Measurement> frames(Scores scores) {
    String signature =
        "split:%s|frames:%d|pitches:%d|given:framesBefore"
            .formatted(split, scores.tokens(), blueprint.target().width());
    return List.of(
        lower("framesNll", scores.natsPerToken(), signature),
        higher("frameAccuracy", scores.accuracy(), signature + "|threshold:0.5"));
  }

  private List<Measurement> forecaster(SplitScoring.Partial total) {
    String signature =
        examples(total.predictions())
            + "|numbers:"
            + total.answers().errors().numbers()
            + "|units:original";
    return List.of(
        lower("rmse", total.answers().errors().rootMeanSquare(), signature),
        lower("mae", total.answers().errors().meanAbsolute(), signature));
  }

  private List<Measurement> written(SplitScoring.Partial total) {
    String forced = tokens(total.scores()) + "|mode:teacherForced";
    String greedy =
        examples(total.predictions())
            + "|mode:greedy|maxLength:"
            + settings.evaluation().maxOutputLength();
    List<Measurement> all = new ArrayList<>();
    if (AnswerScores.areTexts(settings)) {
      all.addAll(total.answers().bleu().measurements(split, version));
      all.addAll(total.answers().chrF().measurements(split, version));
    }
    if (settings.corpus() instanceof AttributesSettings acts && acts.delexicalise()) {
      all.addAll(total.answers().slots().measurements(split, version));
    }
    all.add(higher("exactMatch", total.predictions().exactMatch(), greedy));
    all.add(higher("tokenAccuracy", total.scores().accuracy(), forced));
    all.add(lower("nats", total.scores().natsPerToken(), forced));
    return all;
  }

  private String tokens(Scores scores) {
    return String.format(Locale.ROOT, "split:%s|tokens:%d", split, scores.tokens());
  }

  private String examples(Predictions predictions) {
    return "split:%s|examples:%d".formatted(split, predictions.examples());
  }

  private Measurement higher(String name, double value, String signature) {
    return new Measurement(name, value, signature + "|version:" + version, true);
  }

  private Measurement lower(String name, double value, String signature) {
    return new Measurement(name, value, signature + "|version:" + version, false);
  }
}
