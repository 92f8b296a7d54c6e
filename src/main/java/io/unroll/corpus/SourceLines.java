package io.unroll.corpus;

import io.unroll.config.ExampleFiles;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** The lines of a stretch of a file, each with where it starts; no line is left out silently. */
final class SourceLines implements SourceRecords.Records<SourceLines.Line> {
  private static final long SLICE_BYTES = 8L << 20;

  /** Line without its end, or the reason it was rejected. */
  sealed interface Line extends Serializable {
    SourceFile file();

    long offset();
  }

  /**
   * A line of text.
   *
   * @param mended whether U+FFFD stands in it for bytes that are not UTF-8
   */
  record Good(SourceFile file, long offset, String text, boolean mended) implements Line {}

  /** A line that is no text, or the rest of a damaged file. */
  record Bad(SourceFile file, long offset, DropReason reason, String found) implements Line {
    Reading reading() {
      return file.bad(offset, reason, found);
    }
  }

  /** The lines that start in [start, end) of a file; a compressed file is one slice. */
  private record Slice(SourceFile file, long start, long end) implements Serializable {}

  private final SourceFile file;
  private Optional<ExampleLines> lines = Optional.empty();
  private Optional<Line> next;

  private SourceLines(Slice slice, ExampleFiles settings, Configuration hadoop) {
    this.file = slice.file;
    ExampleFile whole =
        new ExampleFile(file.ordinal(), file.path(), file.bytes(), file.isCompressed(hadoop));
    try {
      ExampleLines opened =
          new ExampleLines(new ExampleSlice(whole, slice.start, slice.end), settings, hadoop);
      lines = Optional.of(opened);
      next = read(opened);
    } catch (UncheckedIOException e) {
      next = Optional.of(unreadable(slice.start, e));
    }
  }

  /** All lines; partitions follow one another in reading order. */
  static JavaRDD<Line> of(JavaSparkContext spark, List<SourceFile> files, ExampleFiles settings) {
    List<Slice> slices = slices(files, spark.hadoopConfiguration());
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    return spark
        .parallelize(slices, Math.max(1, slices.size()))
        .flatMap(
            slice -> {
              SourceLines lines = new SourceLines(slice, settings, hadoop.value());
              SourceRecords.closeWithTask(lines);
              return lines;
            });
  }

  /** The lines of a whole file, for a look at its head. */
  static SourceLines head(SourceFile file, ExampleFiles settings, Configuration hadoop) {
    return new SourceLines(new Slice(file, 0, Long.MAX_VALUE), settings, hadoop);
  }

  private static List<Slice> slices(List<SourceFile> files, Configuration hadoop) {
    List<Slice> slices = new ArrayList<>();
    for (SourceFile file : files) {
      if (file.isCompressed(hadoop)) {
        slices.add(new Slice(file, 0, Long.MAX_VALUE));
        continue;
      }
      for (long start = 0; start < file.bytes(); start += SLICE_BYTES) {
        slices.add(new Slice(file, start, Math.min(file.bytes(), start + SLICE_BYTES)));
      }
    }
    return slices;
  }

  private Optional<Line> read(ExampleLines opened) {
    if (!opened.hasNext()) {
      return Optional.empty();
    }
    ExampleLine line = opened.next();
    return Optional.of(
        line instanceof ExampleLine.Text text
            ? new Good(file, text.offset(), text.text(), text.mended())
            : bad((ExampleLine.Unreadable) line));
  }

  private Line bad(ExampleLine.Unreadable line) {
    return new Bad(file, line.offset(), line.reason(), line.found());
  }

  private Line unreadable(long offset, UncheckedIOException e) {
    return new Bad(
        file,
        offset,
        DropReason.UNREADABLE_FILE,
        "the file cannot be read to its end: " + e.getMessage());
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public Line next() {
    Line line = next.orElseThrow(NoSuchElementException::new);
    try {
      next = lines.flatMap(this::read);
    } catch (UncheckedIOException e) {
      lines = Optional.empty();
      next = Optional.of(unreadable(line.offset(), e));
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    lines.ifPresent(ExampleLines::close);
  }
}
