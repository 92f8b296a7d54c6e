package io.unroll.corpus.lines;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * The text of a line: without its end, LF or CRLF, and without a byte order mark at the start of
 * the source. A CR within is text, and so is NUL.
 *
 * @param text with U+FFFD in the place of bytes that are not UTF-8
 * @param bytes of the text in its source
 * @param malformed index of the first byte of the line that is not UTF-8
 */
record LineText(String text, int bytes, OptionalInt malformed) {
  /** Most bytes of an end. */
  static final int LONGEST_END = 2;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * Decodes a line.
   *
   * @param line its bytes, the end included, in [0, length)
   * @param first whether it starts its source
   */
  static LineText of(byte[] line, int length, boolean first) {
    int from = first && startsWithMark(line, length) ? BYTE_ORDER_MARK.length : 0;
    int to = length;
    if (to > from && line[to - 1] == '\n') {
      to--;
    }
    if (to > from && line[to - 1] == '\r') {
      to--;
    }
    String text = new String(line, from, to - from, StandardCharsets.UTF_8);
    // Only text that holds the replacement can have had anything replaced.
    OptionalInt malformed =
        text.indexOf(REPLACEMENT) < 0 ? OptionalInt.empty() : firstMalformed(line, from, to);
    return new LineText(text, to - from, malformed);
  }

  private static boolean startsWithMark(byte[] line, int length) {
    return length >= BYTE_ORDER_MARK.length
        && line[0] == BYTE_ORDER_MARK[0]
        && line[1] == BYTE_ORDER_MARK[1]
        && line[2] == BYTE_ORDER_MARK[2];
  }

  // The text may hold U+FFFD itself.
  private static OptionalInt firstMalformed(byte[] line, int from, int to) {
    ByteBuffer bytes = ByteBuffer.wrap(line, from, to - from);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return OptionalInt.empty();
    } catch (CharacterCodingException e) {
      return OptionalInt.of(bytes.position());
    }
  }
}
