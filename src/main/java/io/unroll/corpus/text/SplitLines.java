package io.unroll.corpus.text;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.io.compress.SplitCompressionInputStream;

/**
 * The lines of a stretch of a compressed file whose blocks can be decompressed one by one.
 *
 * <p>As in Hadoop's own reader, a line belongs to the stretch in which the compressed block before
 * its first byte starts; all but the first stretch begin after their first line end.
 */
final class SplitLines extends InputStream {
  private static final int BUFFER = 1 << 16;

  private final SplitCompressionInputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int filled;
  private boolean ended;
  private boolean atLineStart;

  SplitLines(SplitCompressionInputStream in) throws IOException {
    this.in = in;
    this.atLineStart = true;
    if (in.getAdjustedStart() > 0) {
      skipLine();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /** Never reads beyond the end of a line. */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (atLineStart && in.getPos() > in.getAdjustedEnd()) {
      ended = true;
    }
    if (ended || !fill()) {
      return -1;
    }
    int most = Math.min(length, filled - position);
    int read = 0;
    atLineStart = false;
    while (read < most && !atLineStart) {
      atLineStart = buffer[position] == '\n';
      target[offset + read++] = buffer[position++];
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  // Where the stretch ends before the line does, nothing of the text is its own.
  private void skipLine() throws IOException {
    while (in.getPos() <= in.getAdjustedEnd() && fill()) {
      while (position < filled) {
        if (buffer[position++] == '\n') {
          return;
        }
      }
    }
    ended = true;
  }

  private boolean fill() throws IOException {
    if (position == filled) {
      position = 0;
      filled = Math.max(0, in.read(buffer, 0, BUFFER));
    }
    return filled > 0;
  }
}
