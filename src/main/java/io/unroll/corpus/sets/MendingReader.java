package io.unroll.corpus.sets;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/**
 * UTF-8 with U+FFFD in the place of what is not, and where that is. A byte order mark at the start
 * is left out.
 */
final class MendingReader extends Reader {
  private static final int BUFFER = 1 << 14;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';

  private final InputStream in;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private final ArrayDeque<Long> mended = new ArrayDeque<>();
  private long decoded;
  private boolean isStarted;
  private boolean ended;

  MendingReader(InputStream in) {
    this.in = in;
  }

  /** Returns whether anything was mended before this char; each place is told of once. */
  boolean takeMendedBefore(long offset) {
    boolean any = false;
    while (!mended.isEmpty() && mended.getFirst() < offset) {
      mended.removeFirst();
      any = true;
    }
    return any;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!chars.hasRemaining() && !(ended && !bytes.hasRemaining())) {
      fill();
    }
    int read = Math.min(length, chars.remaining());
    chars.get(target, offset, read);
    return read == 0 && length > 0 ? -1 : read;
  }

  private void fill() throws IOException {
    if (!ended) {
      bytes.compact();
      int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      ended = read < 0;
      bytes.position(bytes.position() + Math.max(0, read)).flip();
    }
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, ended);
    if (result.isError() && chars.hasRemaining()) {
      mended.add(decoded + chars.position());
      chars.put(REPLACEMENT);
      bytes.position(bytes.position() + result.length());
      decoder.reset();
    }
    decoded += chars.position();
    chars.flip();
    if (!isStarted && chars.hasRemaining()) {
      isStarted = true;
      if (chars.get(0) == BYTE_ORDER_MARK) {
        decoded--;
        chars.position(1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
