package io.unroll.corpus;

import io.unroll.config.ExampleFiles;
import io.unroll.config.OnMalformed;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.util.LineReader;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** The lines of a stretch of a file, each with where it starts; no line is left out silently. */
final class SourceLines implements SourceRecords.Records<SourceLines.Line> {
  private static final long SLICE_BYTES = 8L << 20;

  /** A line without its end, or why it is none. */
  sealed interface Line extends Serializable {
    SourceFile file();

    long offset();
  }

  /** A line of text. */
  record Good(SourceFile file, long offset, String text) implements Line {}

  /** A line that is no text, or the rest of a damaged file. */
  record Bad(SourceFile file, long offset, DropReason reason, String found) implements Line {
    Reading reading() {
      return file.bad(offset, reason, found);
    }
  }

  /** The lines that start in [start, end) of a file; a compressed file is one slice. */
  private record Slice(SourceFile file, long start, long end) implements Serializable {}

  private final SourceFile file;
  private final long end;
  private final int maxBytes;
  private final OnMalformed onMalformed;
  private final Optional<LineReader> reader;
  private final Text buffer = new Text();
  private long position;
  private Optional<Line> next;

  private SourceLines(Slice slice, ExampleFiles settings, Configuration hadoop) {
    this.file = slice.file;
    this.end = slice.end;
    this.maxBytes = settings.maxLineBytes();
    this.onMalformed = settings.onMalformed();
    Optional<LineReader> opened = Optional.empty();
    Optional<Line> first = Optional.empty();
    try {
      opened = Optional.of(open(slice, hadoop));
    } catch (IOException e) {
      first = Optional.of(damaged(e));
    }
    this.reader = opened;
    this.next = first.or(this::read);
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

  // A slice other than the first starts after the end of the line that holds the byte before it.
  private LineReader open(Slice slice, Configuration hadoop) throws IOException {
    if (slice.start == 0) {
      return new LineReader(file.open(hadoop));
    }
    Path path = new Path(file.path());
    FSDataInputStream in = path.getFileSystem(hadoop).open(path);
    in.seek(slice.start - 1);
    LineReader lines = new LineReader((InputStream) in);
    position = slice.start - 1 + lines.readLine(buffer, 0);
    return lines;
  }

  private Optional<Line> read() {
    if (reader.isEmpty() || position >= end) {
      return Optional.empty();
    }
    long offset = position;
    try {
      int consumed =
          reader.get().readLine(buffer, (int) Math.min(Integer.MAX_VALUE, maxBytes + 1L));
      position += consumed;
      return consumed == 0 ? Optional.empty() : Optional.of(line(offset));
    } catch (IOException e) {
      position = Long.MAX_VALUE;
      return Optional.of(new Bad(file, offset, DropReason.UNREADABLE_FILE, damage(e)));
    }
  }

  private Line line(long offset) {
    if (buffer.getLength() > maxBytes) {
      return new Bad(
          file,
          offset,
          DropReason.LINE_TOO_LONG,
          "a line must have at most %s bytes (corpus.maxLineBytes)".formatted(maxBytes));
    }
    CodingErrorAction action =
        onMalformed == OnMalformed.REPLACE ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
    ByteBuffer bytes = ByteBuffer.wrap(buffer.getBytes(), 0, buffer.getLength());
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(action)
              .onUnmappableCharacter(action)
              .decode(bytes)
              .toString();
      boolean marked = offset == 0 && text.startsWith("\uFEFF");
      return new Good(file, offset, marked ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return new Bad(
          file,
          offset,
          DropReason.MALFORMED_TEXT,
          "must be UTF-8, but byte 0x%02X at offset %s is not"
              .formatted(buffer.getBytes()[bytes.position()] & 0xFF, offset + bytes.position()));
    }
  }

  private Line damaged(IOException e) {
    return new Bad(file, 0, DropReason.UNREADABLE_FILE, damage(e));
  }

  private static String damage(IOException e) {
    return "the file cannot be read to its end: " + e.getMessage();
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public Line next() {
    Line line = next.orElseThrow(NoSuchElementException::new);
    next =
        line instanceof Bad bad && bad.reason == DropReason.UNREADABLE_FILE
            ? Optional.empty()
            : read();
    return line;
  }

  @Override
  public void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
    }
  }
}
