package io.unroll.corpus.series;

import io.unroll.config.InvalidInput;
import io.unroll.config.SeriesSettings;
import io.unroll.config.WindowSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.example.SplitRule;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceParts;
import io.unroll.corpus.lines.LineReader;
import io.unroll.corpus.lines.SourceLine;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Tables of numbers in time, cut into windows and what follows them; each file is a table.
 *
 * <p>Shares cut a table in time: what is tested lies after all that is trained on.
 */
final class WindowCorpus {
  private static final int MOST_PARTITIONS = 10_000;

  private WindowCorpus() {}

  /** Tables one after the other, rows in the order in which they are cut. */
  private record Key(int ordinal, BigDecimal time, long offset)
      implements Comparable<Key>, Serializable {
    private static final Comparator<Key> ORDER =
        Comparator.comparingInt(Key::ordinal)
            .thenComparing(Key::time)
            .thenComparingLong(Key::offset);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** A table stays in one partition. */
  private static final class ByTable extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int partitions;

    ByTable(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return ((Key) key).ordinal % partitions;
    }
  }

  static Corpus open(JavaSparkContext spark, SeriesSettings settings, SourceParts parts) {
    Map<Integer, CsvTable> tables = tables(spark.hadoopConfiguration(), settings, parts);
    Corpus.Side side = new Corpus.Side(Content.Kind.FRAMES, settings.standardise());
    List<Corpus.Part> cut = new ArrayList<>();
    for (SourceParts.Part part : parts.parts()) {
      JavaRDD<CsvTable.Row> rows =
          rows(LineReader.all(spark, part.files(), settings.files()), tables);
      Map<Integer, WindowCutter.Borders> borders = borders(parts, part, rows);
      JavaRDD<WindowCutter.Cut> cuts = cuts(rows, part.files().size(), borders, settings);
      for (Split split : Split.values()) {
        if (part.split().isEmpty() || part.split().get() == split || isCarved(parts, part, split)) {
          cut.add(
              new Corpus.Part(
                  Optional.of(split),
                  cuts.filter(one -> one.split() == split).map(WindowCutter.Cut::reading)));
        }
      }
    }
    return new Corpus(side, side, parts.inputs(), List.copyOf(cut));
  }

  private static boolean isCarved(SourceParts parts, SourceParts.Part part, Split split) {
    return split == Split.VALID && parts.division(part).isPresent();
  }

  private static Map<Integer, CsvTable> tables(
      Configuration hadoop, SeriesSettings settings, SourceParts parts) {
    Map<Integer, CsvTable> tables = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    Optional<List<String>> names = Optional.empty();
    for (SourceFile file : parts.files()) {
      try (LineReader lines = new LineReader(file.whole(), settings.files(), hadoop)) {
        CsvTable table = CsvTable.of(file, head(file, lines), settings.windows());
        List<String> expected = names.orElse(table.names());
        names = Optional.of(expected);
        if (!table.names().equals(expected)) {
          problems.add(
              "%s: must have the same columns of numbers as the first file, %s, got %s"
                  .formatted(file.path(), expected, table.names()));
        }
        tables.put(file.ordinal(), table);
      } catch (InvalidInput e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return tables;
  }

  private static String head(SourceFile file, LineReader lines) {
    if (!lines.hasNext()) {
      return "";
    }
    SourceLine first = lines.next();
    if (first instanceof SourceLine.Text text) {
      return text.text();
    }
    throw new InvalidInput(file.path() + ":1: " + ((SourceLine.Unreadable) first).found());
  }

  private static JavaRDD<CsvTable.Row> rows(
      JavaRDD<SourceLine> lines, Map<Integer, CsvTable> tables) {
    return lines.mapPartitions(all -> new CsvRows(all, tables));
  }

  private static Map<Integer, WindowCutter.Borders> borders(
      SourceParts parts, SourceParts.Part part, JavaRDD<CsvTable.Row> rows) {
    Map<Integer, WindowCutter.Borders> borders = new TreeMap<>();
    Optional<SplitRule> division = parts.division(part);
    if (division.isEmpty()) {
      part.files()
          .forEach(
              file ->
                  borders.put(
                      file.ordinal(), WindowCutter.Borders.all(part.split().orElseThrow())));
      return borders;
    }
    SplitRule rule = division.get();
    Map<Integer, Long> counts = rows.map(row -> row.file().ordinal()).countByValue();
    for (SourceFile file : part.files()) {
      long count = counts.getOrDefault(file.ordinal(), 0L);
      borders.put(
          file.ordinal(),
          new WindowCutter.Borders(rule.start(Split.VALID, count), rule.start(Split.TEST, count)));
    }
    return borders;
  }

  private static JavaRDD<WindowCutter.Cut> cuts(
      JavaRDD<CsvTable.Row> rows,
      int files,
      Map<Integer, WindowCutter.Borders> borders,
      SeriesSettings settings) {
    boolean sort = settings.windows().unsorted() == WindowSettings.Unsorted.SORT;
    Readings readings = new Readings(settings.files().splitBy());
    return rows.mapToPair(row -> new Tuple2<>(key(row, sort), row))
        .repartitionAndSortWithinPartitions(new ByTable(Math.min(files, MOST_PARTITIONS)))
        .values()
        .mapPartitions(sorted -> new WindowCutter(sorted, borders, settings.windows(), readings));
  }

  // Rows without a time come first where time decides, and so are part of no window.
  private static Key key(CsvTable.Row row, boolean sort) {
    BigDecimal time = BigDecimal.ZERO;
    if (sort && row instanceof CsvTable.Numbers numbers) {
      time = numbers.time();
    } else if (sort && row instanceof CsvTable.Gap gap) {
      time = gap.time();
    }
    return new Key(row.file().ordinal(), time, row.offset());
  }
}
