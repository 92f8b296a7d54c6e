package io.unroll.corpus.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a text in blocks of at most two steps of a grid over it.
 *
 * <p>A block ends at the first line end within a step after a line of the grid; where a line of
 * text is longer than that, before the first single blank between ASCII characters, where no
 * tokenizer joins what is left and right of it; where there is none, at a character. So the blocks
 * of a text follow from its bytes alone, wherever reading starts.
 */
final class TextBlocks implements AutoCloseable {
  /** Distance of the lines of the grid, in bytes. */
  static final int STEP = 1 << 18;

  private static final int LOOK_AHEAD = 1;

  private final InputStream in;
  private final long end;
  private final byte[] buffer = new byte[2 * STEP + 2 + LOOK_AHEAD];
  private long bufferStart;
  private int filled;
  private int blockLength;
  private long nextLine;
  private boolean exhausted;

  /**
   * @param in positioned at {@code start - 1}, or at the start of the text if {@code start} is 0
   * @param start a line of the grid
   * @param end a line of the grid, or anything beyond the text's end
   */
  TextBlocks(InputStream in, long start, long end) throws IOException {
    this.in = in;
    this.end = end;
    this.nextLine = start;
    this.bufferStart = start;
    if (start > 0) {
      bufferStart = start - 1;
      blockLength = cut();
    }
  }

  /** Moves on to the next block, which may be empty; false after the last one. */
  boolean next() throws IOException {
    drop();
    if (nextLine >= end) {
      return false;
    }
    nextLine += STEP;
    blockLength = cut();
    return blockLength > 0 || filled > 0;
  }

  /** The bytes that hold the block, from 0 on. */
  byte[] bytes() {
    return buffer;
  }

  /** Bytes of the block. */
  int length() {
    return blockLength;
  }

  /** Offset of the block in the text. */
  long offset() {
    return bufferStart;
  }

  /** Returns whether the text ends with this block. */
  boolean isLast() {
    return exhausted && blockLength == filled;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void drop() {
    System.arraycopy(buffer, blockLength, buffer, 0, filled - blockLength);
    bufferStart += blockLength;
    filled -= blockLength;
    blockLength = 0;
  }

  /** Index in the buffer of the cut that belongs to the next line of the grid. */
  private int cut() throws IOException {
    int from = (int) (nextLine - bufferStart);
    int to = from + STEP;
    fill(to + LOOK_AHEAD);
    if (filled <= from) {
      return filled;
    }
    if (from == 0) {
      // Only a line end just before it puts a cut onto the next line of the grid; so this one too.
      return 0;
    }
    int most = Math.min(to, filled);
    for (int i = Math.max(0, from - 1); i < most; i++) {
      if (buffer[i] == '\n') {
        return i + 1;
      }
    }
    if (exhausted && filled <= to) {
      return filled;
    }
    for (int i = Math.max(1, from); i < most; i++) {
      if (buffer[i] == ' ' && isGraphic(buffer[i - 1]) && isGraphic(buffer[i + 1])) {
        return i;
      }
    }
    int character = from;
    while (character < from + 3 && (buffer[character] & 0xC0) == 0x80) {
      character++;
    }
    return character;
  }

  private static boolean isGraphic(byte b) {
    return b > ' ' && b < 0x7F;
  }

  private void fill(int wanted) throws IOException {
    while (!exhausted && filled < wanted) {
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read == 0) {
        throw new EOFException("the stream yields nothing");
      }
      exhausted = read < 0;
      filled += Math.max(0, read);
    }
  }
}
