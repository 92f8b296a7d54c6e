package io.unroll.evaluation;

import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;

/** Baselines of each model type, in its headline metric. */
public record BaselineScores(Settings settings, SideCodec source, SideCodec target) {
  private static final int CHARACTER_ORDER = 5;
  private static final int WORD_ORDER = 3;

  /**
   * A baseline's figure.
   *
   * @param name of one that had to be cut short, with how far it went
   */
  record Score(String name, double value) {}

  /**
   * By name; what cannot be computed is left out.
   *
   * @param extras told what is left out
   */
  public Map<String, Double> of(
      JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test, Extras extras) {
    Map<String, Double> scores = new LinkedHashMap<>();
    planned(train, test)
        .forEach(
            (name, work) -> {
              String what = "baseline " + name;
              Optional<Score> score = extras.of(what, work);
              if (score.filter(found -> !Double.isFinite(found.value)).isPresent()) {
                extras.leaveOut(what, "it comes to no finite number on this split");
              } else {
                score.ifPresent(found -> scores.put(found.name, found.value));
              }
            });
    return scores;
  }

  private Map<String, Callable<Score>> planned(
      JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    ModelSettings model = settings.model();
    Map<String, Callable<Score>> all = new LinkedHashMap<>();
    if (model instanceof ModelSettings.LanguageModel) {
      language(all, train, test);
    } else if (model instanceof ModelSettings.Tagger) {
      boolean spans = Headline.of(settings, target.names()) == Headline.SPAN_F1;
      LabelledTags tags = new LabelledTags(target.names(), spans);
      plan(all, "mostFrequentTag", () -> Baselines.mostFrequentTag(train, test, tags));
    } else if (model instanceof ModelSettings.Frames) {
      plan(all, "unigram", () -> FrameBaselines.unigramNats(train, test));
      plan(all, "markov", () -> FrameBaselines.markovNats(train, test));
    } else if (model instanceof ModelSettings.Forecaster) {
      forecasts(all, train, test);
    } else if (target.texts().isPresent()) {
      texts(all, train, test);
    } else {
      plan(all, "majority", () -> Baselines.majorityLabel(train, test));
      if (source.texts().isPresent() && target.names().size() > 1) {
        all.put(BagOfWords.NAME, () -> new BagOfWords(source, target).score(train, test));
      }
    }
    return all;
  }

  private static void plan(Map<String, Callable<Score>> all, String name, Callable<Double> value) {
    all.put(name, () -> new Score(name, value.call()));
  }

  private void language(
      Map<String, Callable<Score>> all, JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    int vocabulary = target.summary().size();
    boolean characters = settings.tokens() instanceof TokenSettings.Characters;
    int order = characters ? CHARACTER_ORDER : WORD_ORDER;
    plan(all, "unigram", () -> Baselines.unigramNats(train, test, vocabulary));
    LanguageBaselines ngrams = new LanguageBaselines(order, vocabulary);
    all.put(ngrams.name(), () -> ngrams.score(train, test));
  }

  private void forecasts(
      Map<String, Callable<Score>> all, JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    ForecastBaselines forecasts = new ForecastBaselines(source, target);
    plan(all, "mean", () -> forecasts.mean(train, test));
    if (source.summary().width() == target.summary().width()) {
      plan(all, "lastValue", () -> forecasts.lastValue(test));
      plan(all, "lastSeason", () -> forecasts.lastSeason(test));
    }
  }

  private void texts(
      Map<String, Callable<Score>> all, JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    TextBaselines texts = new TextBaselines(source, target);
    if (!AnswerScores.areTexts(settings)) {
      plan(all, "majority", () -> texts.majorityExactMatch(train, test));
      return;
    }
    plan(all, "majority", () -> texts.majorityBleu(train, test));
    if (source.texts().isPresent()) {
      plan(all, "copy", () -> texts.copyBleu(test));
    }
  }
}
