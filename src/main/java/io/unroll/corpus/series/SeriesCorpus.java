package io.unroll.corpus.series;

import io.unroll.config.InvalidInput;
import io.unroll.config.SeriesSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceParts;
import io.unroll.corpus.lines.LineReader;
import io.unroll.corpus.lines.SourceLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Series of numbers: {@code .ts} files of the UCR and UEA archives, CSV, or Parquet. */
public final class SeriesCorpus {
  private SeriesCorpus() {}

  public static Corpus open(SparkSession spark, SeriesSettings settings) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SourceParts parts = SourceParts.find(context.hadoopConfiguration(), settings);
    return switch (format(settings, parts)) {
      case CSV -> WindowCorpus.open(context, settings, parts);
      case PARQUET -> ParquetSeries.open(spark, settings, parts);
      default -> labelled(context, settings, parts);
    };
  }

  private static SeriesSettings.Format format(SeriesSettings settings, SourceParts parts) {
    if (settings.format() != SeriesSettings.Format.AUTO) {
      return settings.format();
    }
    String name =
        parts.files().get(0).name().toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|bz2)$", "");
    if (name.endsWith(".ts")) {
      return SeriesSettings.Format.TS;
    } else if (name.endsWith(".csv") || name.endsWith(".tsv")) {
      return SeriesSettings.Format.CSV;
    } else if (name.endsWith(".parquet")) {
      return SeriesSettings.Format.PARQUET;
    }
    throw new InvalidInput(
        "corpus.format: must be ts, csv or parquet where the file's ending does not tell, got auto"
            + " and "
            + name);
  }

  private static Corpus labelled(
      JavaSparkContext spark, SeriesSettings settings, SourceParts parts) {
    Readings readings = new Readings(settings.files().splitBy());
    Map<Integer, TsSeries> readers = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (SourceFile file : parts.files()) {
      try {
        TsHeader header = TsHeader.read(file, settings.files(), spark.hadoopConfiguration());
        readers.put(file.ordinal(), new TsSeries(header, readings));
      } catch (InvalidInput e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return parts.corpus(
        new Corpus.Side(Content.Kind.FRAMES, settings.standardise()),
        Corpus.Side.of(Content.Kind.LABEL),
        part -> readings(LineReader.all(spark, part.files(), settings.files()), readers));
  }

  private static JavaRDD<Reading> readings(
      JavaRDD<SourceLine> lines, Map<Integer, TsSeries> readers) {
    return lines.flatMap(
        line -> {
          if (line instanceof SourceLine.Unreadable bad) {
            return List.<Reading>of(bad.reading()).iterator();
          }
          SourceLine.Text good = (SourceLine.Text) line;
          TsSeries reader = readers.get(good.file().ordinal());
          boolean blank = good.text().isBlank() || good.text().startsWith("#");
          return blank || reader == null || good.offset() <= reader.header().dataOffset()
              ? Collections.emptyIterator()
              : List.of(reader.read(good)).iterator();
        });
  }
}
