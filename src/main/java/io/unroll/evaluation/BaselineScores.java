package io.unroll.evaluation;

import io.unroll.config.ModelSettings;
import io.unroll.config.Settings;
import io.unroll.config.TokenSettings;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/** What each model type has to beat, in its headline metric. */
public record BaselineScores(Settings settings, SideCodec source, SideCodec target) {
  private static final int CHARACTER_ORDER = 5;
  private static final int WORD_ORDER = 3;

  /** By name. */
  public Map<String, Double> of(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    ModelSettings model = settings.model();
    Map<String, Double> scores = new LinkedHashMap<>();
    if (model instanceof ModelSettings.LanguageModel) {
      int vocabulary = target.summary().size();
      boolean characters = settings.tokens() instanceof TokenSettings.Characters;
      int order = characters ? CHARACTER_ORDER : WORD_ORDER;
      scores.put("unigram", Baselines.unigramNats(train, test, vocabulary));
      scores.putAll(LanguageBaselines.ngramNats(train, test, order, vocabulary));
    } else if (model instanceof ModelSettings.Tagger) {
      boolean spans = Headline.of(settings, target.names()) == Headline.SPAN_F1;
      LabelledTags tags = new LabelledTags(target.names(), spans);
      scores.put("mostFrequentTag", Baselines.mostFrequentTag(train, test, tags));
    } else if (model instanceof ModelSettings.Frames) {
      scores.put("unigram", FrameBaselines.unigramNats(train, test));
      scores.put("markov", FrameBaselines.markovNats(train, test));
    } else if (model instanceof ModelSettings.Forecaster) {
      scores.putAll(ForecastBaselines.errors(train, test, target));
    } else if (AnswerScores.areTexts(settings)) {
      scores.put("majority", Baselines.majorityBleu(train, test, target));
      if (source.texts().isPresent()) {
        scores.put("copy", Baselines.copyBleu(test, source, target));
      }
    } else {
      scores.put("majority", Baselines.majorityExactMatch(train, test));
      if (model instanceof ModelSettings.Classifier && source.texts().isPresent()) {
        scores.put("bagOfWords", BagOfWords.accuracy(train, test, source));
      }
    }
    return scores;
  }
}
