package io.unroll.corpus;

import io.unroll.config.AttributesSettings;
import io.unroll.config.CorpusSettings;
import io.unroll.config.FramesSettings;
import io.unroll.config.ImagesSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.SeriesSettings;
import io.unroll.config.Settings;
import org.apache.spark.sql.SparkSession;

/** Opens the corpus of examples that the settings describe. */
public final class Corpora {
  private Corpora() {}

  /**
   * Finds what there is to read; nothing is read yet.
   *
   * @throws InvalidInput if a path is missing from the settings or leads to nothing
   * @throws IllegalArgumentException if the settings describe a text without examples
   */
  public static Corpus open(SparkSession spark, Settings settings) {
    CorpusSettings corpus = settings.corpus();
    if (GeneratedCorpus.isGenerated(corpus)) {
      return GeneratedCorpus.of(spark, corpus, settings.seed());
    }
    if (corpus instanceof SeriesSettings series) {
      return SeriesCorpus.open(spark, series);
    }
    if (corpus instanceof FramesSettings frames) {
      return FramesCorpus.open(spark, frames);
    }
    if (corpus instanceof AttributesSettings attributes) {
      return AttributesCorpus.open(spark, attributes);
    }
    if (corpus instanceof ImagesSettings images) {
      return ImagesCorpus.open(spark, images);
    }
    throw new IllegalArgumentException("no examples in " + corpus);
  }
}
