package io.unroll.corpus;

import io.unroll.config.CorpusSettings;
import io.unroll.config.InvalidInput;
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
    throw new IllegalArgumentException("no examples in " + corpus);
  }
}
