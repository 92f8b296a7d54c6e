package io.unroll.corpus.text;

import io.unroll.config.Documents;
import io.unroll.corpus.files.TextFiles;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.SplittableCompressionCodec;

/** Cutter of files into slices that can be read in parallel. */
final class TextSlices {
  private static final long LARGEST = 32L << 20;

  /** Size on any number of cores: the pieces of a very long line depend on it. */
  private static final long COMPRESSED = 4L << 20;

  private TextSlices() {}

  /** Bytes of a slice of plain text: a multiple of the grid's step. */
  static long bytes(TextFiles files, int cores) {
    long share = files.bytes() / (2L * cores);
    long steps = Math.max(1, Math.min(LARGEST, share) / TextBlocks.STEP);
    return steps * TextBlocks.STEP;
  }

  /** The slices of all files in reading order; files without bytes have none. */
  static List<TextSlice> of(
      Configuration hadoop, TextFiles files, Documents documents, long sliceBytes) {
    CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
    List<TextSlice> slices = new ArrayList<>();
    for (TextFiles.TextFile file : files.files()) {
      CompressionCodec codec = codecs.getCodec(new Path(file.path()));
      long step = step(codec, documents, sliceBytes);
      for (long start = 0; start < file.bytes(); start += Math.min(step, file.bytes())) {
        long bytes = Math.min(step, file.bytes() - start);
        slices.add(new TextSlice(file.path(), start, bytes, codec != null));
      }
    }
    return slices;
  }

  private static long step(
      @org.jspecify.annotations.Nullable CompressionCodec codec,
      Documents documents,
      long sliceBytes) {
    if (codec == null) {
      return sliceBytes;
    }
    boolean splittable = codec instanceof SplittableCompressionCodec;
    return splittable && documents == Documents.LINES ? COMPRESSED : Long.MAX_VALUE;
  }
}
