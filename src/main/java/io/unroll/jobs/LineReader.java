package io.unroll.jobs;

import io.unroll.config.InvalidInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lines of UTF-8 that end in LF or CRLF, as the corpus has them. A CR within a line is text; {@link
 * BufferedReader#readLine} would end the line there.
 */
final class LineReader implements AutoCloseable {
  private static final int END = -1;

  private final String place;
  private final BufferedReader in;
  private int number;

  /**
   * @param place what problems are introduced by
   */
  LineReader(String place, InputStream in) {
    this.place = place;
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
  }

  /** The next line without its end; empty behind the last. */
  Optional<String> next() throws IOException {
    StringBuilder line = new StringBuilder();
    try {
      int c = in.read();
      if (c == END) {
        return Optional.empty();
      }
      for (; c != END && c != '\n'; c = in.read()) {
        line.append((char) c);
      }
      if (c == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
        line.setLength(line.length() - 1);
      }
    } catch (CharacterCodingException e) {
      throw new InvalidInput(
          "%s: must be UTF-8, but is not somewhere behind line %s".formatted(place, number));
    }
    number++;
    return Optional.of(line.toString());
  }

  /** The number of the line that was read last, from 1 on. */
  int number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
