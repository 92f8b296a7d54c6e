package io.unroll.corpus.lines;

import io.unroll.config.ExampleFiles;
import io.unroll.config.OnMalformed;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.files.FileSlice;
import io.unroll.corpus.files.FileSlices;
import io.unroll.corpus.files.NoDecompressor;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.files.SourceRecords;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A reader of the lines that begin in a slice, as UTF-8, without their ends (LF or CRLF) and
 * without a byte order mark at the start of the file. NUL is a character like others.
 *
 * <p>A line that is too long is never held in memory; a damaged file ends in an unreadable line. A
 * failure of the file system is no fault of the file: it is thrown, and Spark tries the task again.
 */
public final class LineReader implements Iterator<SourceLine>, Closeable {
  private final FileSlice slice;
  private final OnMalformed onMalformed;
  private final int maxLineBytes;
  private Optional<ByteLines> bytes;
  private Optional<SourceLine> next;

  /** Opens the file; it is closed at the end of the slice or of the Spark task. */
  public LineReader(FileSlice slice, ExampleFiles settings, Configuration hadoop) {
    this.slice = slice;
    this.onMalformed = settings.onMalformed();
    this.maxLineBytes = settings.maxLineBytes();
    this.bytes = Optional.empty();
    this.next = Optional.empty();
    try {
      bytes = Optional.of(new ByteLines(slice, hadoop));
      SourceRecords.closeWithTask(this);
      advance();
    } catch (DamagedFile | NoDecompressor e) {
      next = Optional.of(damaged(e, 0));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Reads all lines of files; partitions follow one another in reading order. */
  public static JavaRDD<SourceLine> all(
      JavaSparkContext spark, List<SourceFile> files, ExampleFiles settings) {
    FileSlices slices = new FileSlices(spark);
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    return slices
        .distribute(slices.cut(files))
        .flatMap(slice -> new LineReader(slice, settings, hadoop.value()));
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public SourceLine next() {
    SourceLine line = next.orElseThrow(NoSuchElementException::new);
    advance();
    return line;
  }

  @Override
  public void close() {
    try {
      if (bytes.isPresent()) {
        bytes.get().close();
        bytes = Optional.empty();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Returns what is left, lazily. */
  public Stream<SourceLine> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false);
  }

  private void advance() {
    if (bytes.isEmpty()) {
      next = Optional.empty();
      return;
    }
    ByteLines lines = bytes.get();
    try {
      next = lines.next(maxLineBytes + LineText.LONGEST_END) ? Optional.of(line(lines)) : end();
    } catch (DamagedFile e) {
      close();
      next = Optional.of(damaged(e, lines.start()));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Optional<SourceLine> end() {
    close();
    return Optional.empty();
  }

  private SourceLine line(ByteLines lines) {
    byte[] line = lines.bytes();
    LineText text = LineText.of(line, lines.kept(), lines.start() == 0);
    if (text.bytes() > maxLineBytes || lines.length() > lines.kept()) {
      return unreadable(
          lines.start(),
          DropReason.LINE_TOO_LONG,
          "the line must have at most corpus.maxLineBytes = %s bytes, got %s"
              .formatted(maxLineBytes, lines.length()));
    }
    if (lines.start() == 0 && isEndedByCr(line, lines.kept())) {
      return unreadable(
          0,
          DropReason.UNREADABLE_FILE,
          "lines must end in LF or CRLF, but those of this file end in CR alone; convert it");
    }
    if (text.malformed().isEmpty() || onMalformed == OnMalformed.REPLACE) {
      return new SourceLine.Text(
          slice.file(), lines.start(), text.text(), text.malformed().isPresent());
    }
    int wrong = text.malformed().getAsInt();
    return unreadable(
        lines.start(),
        DropReason.MALFORMED_TEXT,
        "text must be UTF-8, but byte 0x%02X at offset %s%s is not"
            .formatted(
                line[wrong] & 0xFF,
                lines.start() + wrong,
                slice.file().compressed() ? " of the decompressed text" : ""));
  }

  // A whole file without LF but with CRs was written by a system that ended lines so.
  private static boolean isEndedByCr(byte[] line, int length) {
    int returns = 0;
    for (int i = 0; i < length; i++) {
      if (line[i] == '\r') {
        returns++;
      }
    }
    return returns > 1 && line[length - 1] != '\n';
  }

  private SourceLine damaged(IOException damage, long offset) {
    return unreadable(offset, DropReason.UNREADABLE_FILE, String.valueOf(damage.getMessage()));
  }

  private SourceLine.Unreadable unreadable(long offset, DropReason reason, String found) {
    return new SourceLine.Unreadable(slice.file(), offset, reason, found);
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(slice.file().path() + ": " + e.getMessage(), e);
  }
}
