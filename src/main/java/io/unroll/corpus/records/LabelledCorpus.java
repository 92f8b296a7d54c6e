package io.unroll.corpus.records;

import io.unroll.config.InputKind;
import io.unroll.config.InvalidInput;
import io.unroll.config.LabelledSettings;
import io.unroll.config.LabelledSettings.Format;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.FileSlices;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceParts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Sequences with one label each. */
public final class LabelledCorpus {
  private static final Pattern ENDING =
      Pattern.compile("\\.(\\w+)(?:\\.(?:gz|bz2|zst|lz4|snappy|deflate))?$");
  private static final Map<String, Format> FORMATS =
      Map.of(
          "tsv", Format.TSV,
          "tab", Format.TSV,
          "csv", Format.CSV,
          "json", Format.JSON,
          "jsonl", Format.JSON,
          "ndjson", Format.JSON,
          "parquet", Format.PARQUET);

  private static final RecordFormat TSV = new RecordFormat.Separated("\t");

  private final SparkSession spark;
  private final LabelledSettings settings;
  private final ExampleValues values;

  private LabelledCorpus(SparkSession spark, LabelledSettings settings) {
    this.spark = spark;
    this.settings = settings;
    this.values = new ExampleValues(settings.input(), settings.trim());
  }

  /**
   * Finds the files.
   *
   * @throws InvalidInput if a path leads to nothing, or to files of unknown or of several formats
   */
  public static Corpus of(SparkSession spark, LabelledSettings settings) {
    return new LabelledCorpus(spark, settings).corpus();
  }

  private Corpus corpus() {
    return SourceParts.find(spark.sparkContext().hadoopConfiguration(), settings)
        .corpus(Corpus.Side.of(values.kind()), Corpus.Side.of(Content.Kind.LABEL), this::read);
  }

  private JavaRDD<Reading> read(SourceParts.Part part) {
    List<SourceFile> files = part.files();
    FileSlices slices = new FileSlices(JavaSparkContext.fromSparkContext(spark.sparkContext()));
    ColumnNames columns =
        new ColumnNames(settings.header(), settings.inputColumn(), settings.labelColumn());
    ExampleValues all = values;
    RecordSides sides = (input, label) -> new Readings.Sides(all.input(input), all.label(label));
    RecordFormat csv = new RecordFormat.Csv(settings.trim());
    return switch (format(files)) {
      case TSV -> slices.read(files, new ColumnReader(settings.files(), TSV, columns, sides));
      case CSV -> slices.readWhole(files, new ColumnReader(settings.files(), csv, columns, sides));
      case JSON ->
          slices.read(
              files,
              new JsonLines(
                  settings.files(), settings.inputColumn(), settings.labelColumn(), sides));
      case PARQUET -> new ParquetExamples(spark, settings, sides).read(part);
      case AUTO -> throw new IllegalStateException("a file has a format of its own");
    };
  }

  private Format format(List<SourceFile> files) {
    if (settings.format() != Format.AUTO) {
      return settings.format();
    }
    List<Format> formats = files.stream().map(LabelledCorpus::format).distinct().toList();
    if (formats.size() > 1) {
      throw new InvalidInput(
          "corpus.format: must be given where files end differently, got %s in %s"
              .formatted(formats, files.get(0).path()));
    }
    Format format = formats.get(0);
    boolean columns = format == Format.TSV || format == Format.CSV;
    if (columns && settings.input() == InputKind.NUMBERS) {
      throw new InvalidInput(
          "corpus.input: must be text or words for %s, got numbers: its columns hold no arrays"
              .formatted(files.get(0).path()));
    }
    return format;
  }

  private static Format format(SourceFile file) {
    Matcher ending = ENDING.matcher(file.name().toLowerCase(Locale.ROOT));
    return Optional.of(ending)
        .filter(Matcher::find)
        .flatMap(found -> Optional.ofNullable(FORMATS.get(found.group(1))))
        .orElseThrow(
            () ->
                new InvalidInput(
                    "corpus.format: must be given, as the name does not tell: "
                        + file.path()
                        + " ends in none of .tsv, .csv, .json, .jsonl, .parquet; set it to tsv, csv,"
                        + " json or parquet"));
  }
}
