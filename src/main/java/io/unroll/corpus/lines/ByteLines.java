package io.unroll.corpus.lines;

import io.unroll.corpus.files.FileSlice;
import io.unroll.corpus.files.SourceFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;

/**
 * The bytes of the lines of a stream, or of those that begin in a slice, without more of any line
 * than is asked for.
 *
 * <p>A line ends in LF. Hadoop's reader would also end it at a lone CR, by which files whose lines
 * belong together lose step, and keeps what a long line holds.
 */
public final class ByteLines implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final long end;
  private final boolean compressed;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;
  private byte[] line = new byte[BUFFER];
  private int kept;
  private long start;
  private long position;

  /** Stands before the first line of a stream. */
  public ByteLines(InputStream in) {
    this.in = in;
    this.end = Long.MAX_VALUE;
    this.compressed = false;
  }

  /**
   * Stands before the first line of a slice.
   *
   * @throws DamagedFile if the file is compressed and cannot be decompressed
   */
  public ByteLines(FileSlice slice, Configuration hadoop) throws IOException {
    this.end = slice.end();
    this.compressed = slice.file().compressed();
    // The line that begins at the start is of this slice only if the byte before ends another.
    position = Math.max(0, slice.start() - 1);
    try {
      in = SourceFile.open(slice.file().path(), position, hadoop);
    } catch (IOException e) {
      throw classified(e);
    }
    if (slice.start() > 0) {
      skipLine();
    }
  }

  // However long it is: what follows the first buffer of it is not the beginning of a line.
  private void skipLine() throws IOException {
    try {
      read(0, end);
    } catch (IOException e) {
      in.close();
      throw classified(e);
    }
  }

  /**
   * Goes on to the next line that begins in the slice; false if there is none.
   *
   * @param most bytes to keep of it, its end included
   * @throws DamagedFile if the file is compressed and cannot be decompressed
   */
  public boolean next(int most) throws IOException {
    if (position >= end) {
      return false;
    }
    try {
      return read(most, Long.MAX_VALUE);
    } catch (IOException e) {
      throw classified(e);
    }
  }

  /** Returns where the line begins. */
  public long start() {
    return start;
  }

  /** Bytes of the line, its end included. */
  public long length() {
    return position - start;
  }

  /** The bytes that were kept; good until the next line is read. */
  byte[] bytes() {
    return line;
  }

  /** Returns the number of those bytes. */
  int kept() {
    return kept;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Reads to the end of the line, or until a position is reached within it. */
  private boolean read(int most, long limit) throws IOException {
    start = position;
    kept = 0;
    boolean ended = false;
    while (!ended && position < limit && fill()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      ended = end < to;
      int bytes = end - from + (ended ? 1 : 0);
      keep(Math.min(bytes, most - kept));
      position += bytes;
      from += bytes;
    }
    return position > start;
  }

  private void keep(int bytes) {
    if (kept + bytes > line.length) {
      line = Arrays.copyOf(line, Math.max(kept + bytes, 2 * line.length));
    }
    System.arraycopy(buffer, from, line, kept, bytes);
    kept += bytes;
  }

  private boolean fill() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(buffer, 0, BUFFER));
    }
    return to > 0;
  }

  // The codecs report damage as plain IOException; file systems use types of their own.
  private IOException classified(IOException e) {
    boolean damage =
        e instanceof EOFException || e instanceof ZipException || e.getClass() == IOException.class;
    return compressed && damage ? new DamagedFile(e) : e;
  }
}
