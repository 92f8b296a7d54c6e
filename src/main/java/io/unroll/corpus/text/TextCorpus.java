package io.unroll.corpus.text;

import io.unroll.config.CorpusSettings;
import io.unroll.config.InvalidInput;
import io.unroll.config.OnMalformed;
import io.unroll.corpus.files.TextFiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Text files as one stream of pieces in reading order, read once already to know their sizes. */
public final class TextCorpus {
  private static final int MOST_SECTIONS = 10_000;

  private final JavaSparkContext spark;
  private final CorpusSettings.Text settings;
  private final TextFiles files;
  private final List<Section> sections;
  private final Map<String, Long> malformedLines;

  /**
   * Slices read by one task.
   *
   * @param start code points before them
   */
  private record Section(List<TextSlice> slices, long start, long codePoints)
      implements Serializable {}

  private TextCorpus(
      JavaSparkContext spark,
      CorpusSettings.Text settings,
      TextFiles files,
      List<Section> sections,
      Map<String, Long> malformedLines) {
    this.spark = spark;
    this.settings = settings;
    this.files = files;
    this.sections = sections;
    this.malformedLines = malformedLines;
  }

  /**
   * Reads all files once.
   *
   * @throws InvalidInput if they hold no text, cannot be decompressed, or are not UTF-8 where that
   *     must be
   */
  public static TextCorpus open(
      JavaSparkContext spark, TextFiles files, CorpusSettings.Text settings) {
    return open(spark, files, settings, TextSlices.bytes(files, spark.defaultParallelism()));
  }

  static TextCorpus open(
      JavaSparkContext spark, TextFiles files, CorpusSettings.Text settings, long sliceBytes) {
    Configuration hadoop = spark.hadoopConfiguration();
    List<TextSlice> slices = TextSlices.of(hadoop, files, settings.documents(), sliceBytes);
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    List<SliceScan> scans =
        spark
            .parallelize(slices, Math.max(1, Math.min(slices.size(), MOST_SECTIONS)))
            .map(slice -> scan(slice, settings, configuration.value()))
            .collect();
    MalformedText malformed = MalformedText.of(slices, scans);
    List<String> problems =
        new ArrayList<>(
            scans.stream().flatMap(scan -> scan.problems().stream()).distinct().toList());
    if (settings.onMalformed() == OnMalformed.FAIL) {
      problems.addAll(malformed.problems());
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    TextCorpus corpus =
        new TextCorpus(spark, settings, files, sections(slices, scans), malformed.lines());
    if (corpus.codePoints() == 0) {
      throw files.withoutText();
    }
    return corpus;
  }

  /** The files it was read from. */
  public TextFiles files() {
    return files;
  }

  /** Unicode code points of all pieces, every end counting as one. */
  public long codePoints() {
    return sections.isEmpty() ? 0 : end(sections.get(sections.size() - 1));
  }

  /** Lines that are not UTF-8, by path; files without such lines are left out. */
  public Map<String, Long> malformedLines() {
    return new TreeMap<>(malformedLines);
  }

  /** All pieces; partitions follow one another in reading order. */
  public JavaRDD<TextPiece> pieces() {
    return pieces(new TextRange(0, codePoints(), true));
  }

  /** The pieces of a range; partitions follow one another in reading order. */
  public JavaRDD<TextPiece> pieces(TextRange range) {
    List<Section> inside =
        sections.stream().filter(s -> s.start < range.to() && end(s) > range.from()).toList();
    SerializableConfiguration configuration =
        new SerializableConfiguration(spark.hadoopConfiguration());
    CorpusSettings.Text own = settings;
    return spark
        .parallelize(inside, Math.max(1, inside.size()))
        .flatMap(
            section -> range.of(read(section.slices, own, configuration.value()), section.start));
  }

  private static Iterator<TextPiece> read(
      List<TextSlice> slices, CorpusSettings.Text settings, Configuration hadoop) {
    return new SlicesReader(slices, settings, hadoop);
  }

  // Thrown in a task, a problem would be tried four times and logged with stack traces.
  private static SliceScan scan(TextSlice slice, CorpusSettings.Text settings, Configuration all) {
    try (TextPieces pieces = new TextPieces(slice, settings, all)) {
      while (pieces.hasNext()) {
        pieces.next();
      }
      return pieces.scan();
    } catch (InvalidInput e) {
      return new SliceScan(0, 0, 0, List.of(), e.problems());
    }
  }

  private static List<Section> sections(List<TextSlice> slices, List<SliceScan> scans) {
    int perSection = (slices.size() + MOST_SECTIONS - 1) / MOST_SECTIONS;
    List<Section> sections = new ArrayList<>();
    long start = 0;
    for (int first = 0; first < slices.size(); first += perSection) {
      int end = Math.min(slices.size(), first + perSection);
      long codePoints = IntStream.range(first, end).mapToLong(i -> scans.get(i).codePoints()).sum();
      sections.add(new Section(List.copyOf(slices.subList(first, end)), start, codePoints));
      start += codePoints;
    }
    return sections;
  }

  private static long end(Section section) {
    return section.start + section.codePoints;
  }
}
