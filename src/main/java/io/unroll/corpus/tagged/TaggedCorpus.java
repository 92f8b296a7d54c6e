package io.unroll.corpus.tagged;

import io.unroll.config.InvalidInput;
import io.unroll.config.TaggedSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.FileSlices;
import io.unroll.corpus.files.SliceReader;
import io.unroll.corpus.files.SourceParts;
import org.apache.spark.api.java.JavaSparkContext;

/** Sentences of words, each with its tag. */
public final class TaggedCorpus {
  private TaggedCorpus() {}

  /**
   * Finds the files.
   *
   * @throws InvalidInput if a path leads to nothing
   */
  public static Corpus of(JavaSparkContext spark, TaggedSettings settings) {
    FileSlices slices = new FileSlices(spark);
    SliceReader reader = (slice, hadoop) -> new TaggedSentences(slice, settings, hadoop);
    return SourceParts.find(spark.hadoopConfiguration(), settings)
        .corpus(
            Corpus.Side.of(Content.Kind.WORDS),
            Corpus.Side.of(Content.Kind.LABELS),
            part -> slices.read(part.files(), reader));
  }
}
