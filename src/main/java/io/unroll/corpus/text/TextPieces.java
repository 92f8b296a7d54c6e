package io.unroll.corpus.text;

import io.unroll.config.CorpusSettings;
import io.unroll.config.Documents;
import io.unroll.config.OnMalformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Reader of a slice piece by piece: lines without their ends (LF or CRLF), or whole files.
 *
 * <p>Never holds more than a {@link TextBlocks block}. A byte order mark at the start of a file is
 * no text. Where malformed text is an error, it is read as if it were to be replaced, and counted.
 */
final class TextPieces implements Iterator<TextPiece>, AutoCloseable {
  private static final char REPLACEMENT = '\uFFFD';
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final CorpusSettings.Text settings;
  private final SliceInput input;
  private final TextBlocks blocks;
  private final ArrayDeque<TextPiece> pieces = new ArrayDeque<>();
  private final long start;
  private long codePoints;
  private long malformed;
  private Optional<SliceScan.MalformedByte> firstMalformed = Optional.empty();

  /**
   * Opens the slice.
   *
   * @throws io.unroll.config.InvalidInput if a compressed file is damaged
   */
  TextPieces(TextSlice slice, CorpusSettings.Text settings, Configuration hadoop) {
    this.settings = settings;
    this.input = new SliceInput(slice, hadoop);
    try {
      this.blocks = input.open();
    } catch (IOException e) {
      throw input.unreadable(e);
    }
    this.start = blocks.offset() + blocks.length();
  }

  @Override
  public boolean hasNext() {
    try {
      while (pieces.isEmpty() && blocks.next()) {
        take();
      }
    } catch (IOException e) {
      throw input.unreadable(e);
    }
    return !pieces.isEmpty();
  }

  @Override
  public TextPiece next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    TextPiece piece = pieces.remove();
    codePoints += piece.codePoints();
    return piece;
  }

  /** Returns the pieces read so far. */
  SliceScan scan() {
    return new SliceScan(
        codePoints,
        blocks.offset() + blocks.length() - start,
        malformed,
        firstMalformed.stream().toList(),
        List.of());
  }

  @Override
  public void close() {
    try {
      blocks.close();
    } catch (IOException e) {
      throw input.unreadable(e);
    }
  }

  private void take() {
    byte[] bytes = blocks.bytes();
    int length = blocks.length();
    int from = blocks.offset() == 0 ? byteOrderMark(bytes, length) : 0;
    if (settings.documents() == Documents.LINES) {
      takeLines(bytes, from, length);
    } else {
      takeWhole(bytes, from, length);
    }
  }

  private void takeLines(byte[] bytes, int from, int length) {
    int start = from;
    for (int i = from; i < length; i++) {
      if (bytes[i] == '\n') {
        int to = i > start && bytes[i - 1] == '\r' ? i - 1 : i;
        decode(bytes, start, to).ifPresent(text -> pieces.add(new TextPiece(text, true)));
        start = i + 1;
      }
    }
    if (start < length) {
      boolean closed = blocks.isLast();
      int to = closed && bytes[length - 1] == '\r' ? length - 1 : length;
      decode(bytes, start, to).ifPresent(text -> pieces.add(new TextPiece(text, closed)));
    }
  }

  private void takeWhole(byte[] bytes, int from, int length) {
    StringBuilder text = new StringBuilder();
    int start = from;
    for (int i = from; i < length; i++) {
      if (bytes[i] == '\n' || i == length - 1) {
        decode(bytes, start, i + 1).ifPresent(text::append);
        start = i + 1;
      }
    }
    if (text.length() > 0 || blocks.isLast()) {
      pieces.add(new TextPiece(text.toString(), blocks.isLast()));
    }
  }

  /** The text of a line; nothing if it is malformed and is to be dropped. */
  private Optional<String> decode(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return Optional.of(text);
    }
    Optional<Integer> wrong = firstMalformed(bytes, from, to);
    if (wrong.isEmpty()) {
      return Optional.of(text);
    }
    malformed++;
    if (firstMalformed.isEmpty()) {
      long offset = blocks.offset() + wrong.get() - start;
      firstMalformed = Optional.of(new SliceScan.MalformedByte(offset, bytes[wrong.get()] & 0xFF));
    }
    return settings.onMalformed() == OnMalformed.DROP ? Optional.empty() : Optional.of(text);
  }

  // The text may hold U+FFFD itself.
  private static Optional<Integer> firstMalformed(byte[] bytes, int from, int to) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, to - from);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(buffer);
      return Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.of(buffer.position());
    }
  }

  private static int byteOrderMark(byte[] bytes, int length) {
    for (int i = 0; i < BYTE_ORDER_MARK.length; i++) {
      if (i >= length || bytes[i] != BYTE_ORDER_MARK[i]) {
        return 0;
      }
    }
    return BYTE_ORDER_MARK.length;
  }
}
