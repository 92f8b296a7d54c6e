package io.unroll.corpus.text;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.files.NoDecompressor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.SplittableCompressionCodec;
import org.apache.hadoop.io.compress.SplittableCompressionCodec.READ_MODE;

/** Stream of the bytes of a slice, decompressed by the file name's ending. */
record SliceInput(TextSlice slice, Configuration hadoop) {

  /** The slice's bytes; the caller closes them. */
  TextBlocks open() throws IOException {
    Path path = new Path(slice.path());
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    FSDataInputStream raw = path.getFileSystem(hadoop).open(path);
    try {
      if (codec == null) {
        raw.seek(Math.max(0, slice.start() - 1));
        return new TextBlocks(raw, slice.start(), slice.start() + slice.bytes());
      }
      return new TextBlocks(decompressed(codec, raw), 0, Long.MAX_VALUE);
    } catch (IOException e) {
      raw.close();
      throw e;
    } catch (RuntimeException e) {
      raw.close();
      throw new NoDecompressor(e);
    }
  }

  /** The codecs report damage as plain IOException; file systems use types of their own. */
  RuntimeException unreadable(IOException e) {
    boolean damaged =
        e instanceof EOFException
            || e instanceof ZipException
            || e instanceof NoDecompressor
            || e.getClass() == IOException.class;
    return slice.compressed() && damaged
        ? new InvalidInput(slice.path() + ": cannot be decompressed: " + e.getMessage())
        : new UncheckedIOException(slice.path() + ": " + e.getMessage(), e);
  }

  private InputStream decompressed(CompressionCodec codec, FSDataInputStream raw)
      throws IOException {
    Decompressor decompressor = CodecPool.getDecompressor(codec);
    InputStream in =
        codec instanceof SplittableCompressionCodec splittable
            ? new SplitLines(
                splittable.createInputStream(
                    raw,
                    decompressor,
                    slice.start(),
                    slice.start() + slice.bytes(),
                    READ_MODE.BYBLOCK))
            : codec.createInputStream(raw, decompressor);
    return new Returning(in, decompressor);
  }

  /** Stream that returns its decompressor to the pool. */
  private static final class Returning extends java.io.FilterInputStream {
    private final Decompressor decompressor;
    private boolean closed;

    Returning(InputStream in, Decompressor decompressor) {
      super(in);
      this.decompressor = decompressor;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        super.close();
        CodecPool.returnDecompressor(decompressor);
      }
    }
  }
}
