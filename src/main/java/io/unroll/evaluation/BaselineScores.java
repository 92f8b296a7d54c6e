package io.unroll.evaluation;

import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/** What each model type has to beat, in its headline metric. */
public record BaselineScores(Settings settings, SideCodec target) {

  /** By name. */
  public Map<String, Double> of(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    ModelSettings model = settings.model();
    Map<String, Double> scores = new LinkedHashMap<>();
    if (model instanceof ModelSettings.LanguageModel) {
      scores.put("unigram", Baselines.unigramNats(train, test, target.summary().size()));
    } else if (model instanceof ModelSettings.Tagger) {
      scores.put("mostFrequentTag", Baselines.mostFrequentTagAccuracy(train, test));
    } else if (model instanceof ModelSettings.Frames) {
      scores.put("unigram", FrameBaselines.unigramNats(train, test));
      scores.put("markov", FrameBaselines.markovNats(train, test));
    } else if (model instanceof ModelSettings.Forecaster) {
      scores.putAll(ForecastBaselines.errors(train, test, target));
    } else if (AnswerScores.areTexts(settings)) {
      scores.put("majority", Baselines.majorityBleu(train, test, target));
    } else {
      scores.put("majority", Baselines.majorityExactMatch(train, test));
    }
    return scores;
  }
}
