package io.unroll.corpus.records;

import io.unroll.config.InputKind;
import io.unroll.config.InvalidInput;
import io.unroll.config.ParallelSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.FileSlices;
import io.unroll.corpus.files.SliceReader;
import io.unroll.corpus.files.SourceParts;
import org.apache.spark.api.java.JavaSparkContext;

/** Texts and their translations. */
public final class ParallelCorpus {
  private ParallelCorpus() {}

  /**
   * Finds the files; where they come in pairs, their lines are counted.
   *
   * @throws InvalidInput if a path leads to nothing
   */
  public static Corpus of(JavaSparkContext spark, ParallelSettings settings) {
    ExampleValues values = new ExampleValues(InputKind.TEXT, false);
    RecordSides sides =
        (input, target) -> new Readings.Sides(values.input(input), values.target(target));
    if (settings.suffixes().sourceSuffix().isPresent()) {
      return new AlignedFiles(spark, settings, sides).corpus();
    }
    ColumnNames columns =
        new ColumnNames(
            false,
            Integer.toString(settings.sourceColumn()),
            Integer.toString(settings.targetColumn()));
    RecordFormat format = new RecordFormat.Separated(settings.separatorText());
    SliceReader reader = new ColumnReader(settings.files(), format, columns, sides);
    FileSlices slices = new FileSlices(spark);
    Corpus.Side text = Corpus.Side.of(Content.Kind.TEXT);
    return SourceParts.find(spark.hadoopConfiguration(), settings)
        .corpus(text, text, part -> slices.read(part.files(), reader));
  }
}
