package io.unroll.tokens;

import io.unroll.config.TokenSettings;
import io.unroll.config.TokenSettings.Characters;
import io.unroll.config.TokenSettings.Subwords;
import io.unroll.config.TokenSettings.Words;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;

/** Learner of the codec the settings ask for, from the texts of the training split. */
final class CodecLearner {
  /** Most clusters kept: a text full of stacked accents has no end of them. */
  private static final int MOST_CLUSTERS = 1_000_000;

  private CodecLearner() {}

  static TextCodec learn(JavaRDD<String> texts, TokenSettings settings) {
    TextFolding folding = new TextFolding(settings.folding());
    if (settings instanceof Subwords subwords) {
      return new SubwordCodec(subwords(texts, subwords, folding));
    }
    return TextCodec.of(settings, vocabulary(texts, settings, folding));
  }

  private static Vocabulary vocabulary(
      JavaRDD<String> texts, TokenSettings settings, TextFolding folding) {
    if (settings instanceof Words words) {
      JavaPairRDD<String, Long> counts = TokenCounts.of(texts, folding, Cutter.of(words));
      return VocabularyBuilder.of(counts, words.minCount(), words.maxSize());
    }
    boolean clusters = settings instanceof Characters characters && characters.clusters();
    return clusters
        ? VocabularyBuilder.of(
            TokenCounts.of(texts, folding, BoundaryCutter.ofClusters()), 1, MOST_CLUSTERS)
        : VocabularyBuilder.of(TokenCounts.ofCodePoints(texts, folding), 1, Integer.MAX_VALUE);
  }

  private static SubwordModel subwords(
      JavaRDD<String> texts, Subwords settings, TextFolding folding) {
    Optional<String> file = settings.file();
    if (file.isPresent()) {
      return TokenizerFile.read(
          new Path(file.get()), texts.context().hadoopConfiguration(), "tokens.file");
    }
    texts.context().setJobDescription("prepare: counting words for subwords");
    CountedWords words = CountedWords.of(texts, folding, settings.minCount());
    return new BytePairLearner(words, settings.minCount()).learn(settings.size(), folding);
  }
}
