package io.unroll.corpus;

import io.unroll.config.InvalidInput;
import io.unroll.config.TaggedSettings;
import org.apache.spark.api.java.JavaSparkContext;

/** Sentences of words, each with its tag. */
final class TaggedCorpus {
  private TaggedCorpus() {}

  /**
   * Finds the files.
   *
   * @throws InvalidInput if a path leads to nothing
   */
  static Corpus of(JavaSparkContext spark, TaggedSettings settings) {
    ExampleSlices slices = new ExampleSlices(spark);
    SliceReader reader = (slice, hadoop) -> new TaggedSentences(slice, settings, hadoop);
    return ExampleParts.find(spark.hadoopConfiguration(), settings.paths())
        .corpus(Content.Kind.WORDS, Content.Kind.LABELS, files -> slices.read(files, reader));
  }
}
