package io.unroll.corpus;

import io.unroll.config.AttributesSettings;
import io.unroll.config.CorpusSettings;
import io.unroll.config.FramesSettings;
import io.unroll.config.ImagesSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.LabelledSettings;
import io.unroll.config.ParallelSettings;
import io.unroll.config.SeriesSettings;
import io.unroll.config.Settings;
import io.unroll.config.TableSettings;
import io.unroll.config.TaggedSettings;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.generated.GeneratedCorpus;
import io.unroll.corpus.images.ImagesCorpus;
import io.unroll.corpus.records.LabelledCorpus;
import io.unroll.corpus.records.ParallelCorpus;
import io.unroll.corpus.series.SeriesCorpus;
import io.unroll.corpus.sets.AttributesCorpus;
import io.unroll.corpus.sets.FramesCorpus;
import io.unroll.corpus.table.TableCorpus;
import io.unroll.corpus.tagged.TaggedCorpus;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Opener of the corpus of examples that the settings describe. */
public final class Corpora {
  private Corpora() {}

  /**
   * Finds what there is to read; nothing is read yet, except that line-aligned files are counted
   * and Spark may look into a table to find out its columns.
   *
   * @throws InvalidInput if a path is missing from the settings or leads to nothing
   * @throws IllegalArgumentException if the settings describe a text without examples
   */
  public static Corpus open(SparkSession spark, Settings settings) {
    CorpusSettings corpus = settings.corpus();
    if (GeneratedCorpus.isGenerated(corpus)) {
      return GeneratedCorpus.of(spark, corpus, settings.seed());
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    if (corpus instanceof ParallelSettings parallel) {
      return ParallelCorpus.of(context, parallel);
    }
    if (corpus instanceof LabelledSettings labelled) {
      return LabelledCorpus.of(spark, labelled);
    }
    if (corpus instanceof TaggedSettings tagged) {
      return TaggedCorpus.of(context, tagged);
    }
    if (corpus instanceof TableSettings table) {
      return TableCorpus.of(spark, table);
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
