package io.unroll.corpus.lines;

import io.unroll.config.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * The lines of a stream as corpora read them: UTF-8, ended by LF or CRLF, a lone CR being text, and
 * without a byte order mark at the start.
 *
 * <p>A line is there as soon as its end has come; nothing behind it is waited for.
 */
public final class Utf8Lines implements AutoCloseable {
  private final ByteLines lines;
  private final String name;
  private long number;

  /**
   * Stands before the first line.
   *
   * @param name of the source, for errors: {@code NAME:3: ...}
   */
  public Utf8Lines(InputStream in, String name) {
    this.lines = new ByteLines(in);
    this.name = name;
  }

  /**
   * The next line without its end; nothing after the last.
   *
   * @throws InvalidInput if it is not UTF-8
   */
  public Optional<String> next() throws IOException {
    if (!lines.next(Integer.MAX_VALUE)) {
      return Optional.empty();
    }
    number++;
    LineText line = LineText.of(lines.bytes(), lines.kept(), lines.start() == 0);
    if (line.malformed().isPresent()) {
      throw new InvalidInput(
          String.format(
              Locale.ROOT,
              "%s:%d: text must be UTF-8, but byte 0x%02X is not; convert it first",
              name,
              number,
              lines.bytes()[line.malformed().getAsInt()] & 0xFF));
    }
    return Optional.of(line.text());
  }

  /** Number of the line that was read last, from 1. */
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
