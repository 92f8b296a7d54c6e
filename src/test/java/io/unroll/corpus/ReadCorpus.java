package io.unroll.corpus;

import io.unroll.config.CorpusSettings;
import io.unroll.config.ExampleFiles;
import io.unroll.config.OnBadRecord;
import io.unroll.config.OnMalformed;
import io.unroll.config.Paths;
import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.config.SplitBy;
import io.unroll.config.SplitSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.FileSlices;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.lines.LineReader;
import io.unroll.corpus.lines.SourceLine;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Corpora of small files that tests write, and what is read from them. */
public final class ReadCorpus {
  /** Making one takes a while. */
  public static final Configuration HADOOP = new Configuration();

  private ReadCorpus() {}

  /** Settings of a corpus; {@code tokens} are words where it gives words. */
  public static Settings settings(String corpus, String... overrides) {
    String unit =
        corpus.contains("type = tagged") || corpus.contains("words") ? "word" : "character";
    String text = "name = test\ncorpus { %s }\ntokens.unit = %s\n".formatted(corpus, unit);
    return SettingsLoader.parse(text, "test.conf", List.of(overrides));
  }

  /** All readings of the first part, in reading order. */
  public static List<Reading> readings(SparkSession spark, String corpus, String... overrides) {
    return readings(Corpora.open(spark, settings(corpus, overrides)).parts().get(0));
  }

  public static List<Reading> readings(Corpus.Part part) {
    return part.readings().collect().stream().sorted(Comparator.comparing(Reading::index)).toList();
  }

  /** The readings of a slice. */
  public static List<Reading> list(Iterator<Reading> readings) {
    Iterable<Reading> all = () -> readings;
    return java.util.stream.StreamSupport.stream(all.spliterator(), false).toList();
  }

  /** {@code input -> target}, or the reason why there is none. */
  public static List<String> describe(List<Reading> readings) {
    return readings.stream().map(ReadCorpus::describe).toList();
  }

  public static String describe(Reading reading) {
    if (reading instanceof Reading.Bad bad) {
      return bad.reason().label();
    }
    Example example = ((Reading.Good) reading).example();
    return text(example.input()) + " -> " + text(example.target());
  }

  static String text(Content content) {
    if (content instanceof Content.Text text) {
      return text.text();
    } else if (content instanceof Content.Label label) {
      return label.label();
    } else if (content instanceof Content.Words words) {
      return String.join(" ", words.words());
    } else if (content instanceof Content.Labels labels) {
      return String.join(" ", labels.labels());
    } else if (content instanceof Content.Frames frames) {
      return frames.width() + "x" + java.util.Arrays.toString(frames.values());
    }
    throw new AssertionError(content);
  }

  public static Stream<Reading.Bad> bad(List<Reading> readings) {
    return readings.stream()
        .filter(reading -> reading instanceof Reading.Bad)
        .map(reading -> (Reading.Bad) reading);
  }

  public static ExampleFiles files(OnMalformed onMalformed, int maxLineBytes) {
    return new ExampleFiles(
        Paths.whole("unused"),
        new SplitSettings(
            new CorpusSettings.Shares(1, 0, 0), SplitBy.SOURCE, true, OnBadRecord.FAIL),
        onMalformed,
        maxLineBytes);
  }

  /** The lines of a file that is cut into slices of some size. */
  public static List<SourceLine> lines(
      java.nio.file.Path path, long sliceBytes, OnMalformed onMalformed, int maxLineBytes) {
    return FileSlices.cut(List.of(file(path)), sliceBytes).stream()
        .flatMap(slice -> new LineReader(slice, files(onMalformed, maxLineBytes), HADOOP).stream())
        .toList();
  }

  public static SourceFile file(java.nio.file.Path path) {
    String name = path.toString();
    boolean compressed = name.endsWith(".gz") || name.endsWith(".bz2");
    return new SourceFile(0, path.toUri().toString(), path.toFile().length(), compressed);
  }
}
