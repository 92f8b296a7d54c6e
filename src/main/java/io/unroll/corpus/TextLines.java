package io.unroll.corpus;

import io.unroll.config.InvalidInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.input.FileSplit;
import org.apache.hadoop.mapreduce.lib.input.LineRecordReader;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;

/**
 * Reads the lines of a slice, without their ends (LF, CRLF or CR), as strict UTF-8.
 *
 * <p>A byte that is not UTF-8, or a damaged compressed file, is an {@link InvalidInput} that names
 * the file and the offset.
 */
final class TextLines implements Iterator<String>, AutoCloseable {
  private final TextSlice slice;
  private final LineRecordReader reader = new LineRecordReader();
  private Optional<String> next;

  TextLines(TextSlice slice, Configuration hadoop) {
    this.slice = slice;
    this.next = Optional.empty();
    try {
      FileSplit split =
          new FileSplit(new Path(slice.path()), slice.start(), slice.bytes(), new String[0]);
      reader.initialize(split, new TaskAttemptContextImpl(hadoop, new TaskAttemptID()));
    } catch (IOException e) {
      throw unreadable(e);
    }
    advance();
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public String next() {
    String line = next.orElseThrow(NoSuchElementException::new);
    advance();
    return line;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void advance() {
    try {
      next =
          reader.nextKeyValue()
              ? Optional.of(decode(reader.getCurrentKey().get(), reader.getCurrentValue()))
              : Optional.empty();
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (next.isEmpty()) {
      close();
    }
  }

  private String decode(long offset, Text line) {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(), 0, line.getLength());
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInput(
          "%s: text must be UTF-8, but byte 0x%02X at offset %d%s is not; convert the file first"
              .formatted(
                  slice.path(),
                  line.getBytes()[bytes.position()] & 0xFF,
                  offset + bytes.position(),
                  slice.compressed() ? " of the decompressed text" : ""));
    }
  }

  // The codecs report damage as plain IOException; file systems use types of their own.
  private RuntimeException unreadable(IOException e) {
    boolean damaged =
        e instanceof EOFException || e instanceof ZipException || e.getClass() == IOException.class;
    return slice.compressed() && damaged
        ? new InvalidInput(slice.path() + ": cannot be decompressed: " + e.getMessage())
        : new UncheckedIOException(slice.path() + ": " + e.getMessage(), e);
  }
}
