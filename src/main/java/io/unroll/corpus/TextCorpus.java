package io.unroll.corpus;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** Lines of plain text files as a distributed collection in reading order. */
public final class TextCorpus {
  private static final long SMALLEST_SLICE = 256L << 10;
  private static final long LARGEST_SLICE = 32L << 20;
  private static final int MOST_PARTITIONS = 10_000;

  private TextCorpus() {}

  /**
   * All lines, files in order of their paths; partitions follow one another in reading order.
   *
   * <p>Evaluating it throws {@link io.unroll.config.InvalidInput} inside a task where text is not
   * UTF-8 or a compressed file is damaged.
   */
  public static JavaRDD<String> lines(JavaSparkContext spark, TextFiles files) {
    long share = files.bytes() / (2L * spark.defaultParallelism());
    long sliceBytes = Math.max(SMALLEST_SLICE, Math.min(LARGEST_SLICE, share));
    return lines(spark, files, sliceBytes);
  }

  static JavaRDD<String> lines(JavaSparkContext spark, TextFiles files, long sliceBytes) {
    Configuration hadoop = spark.hadoopConfiguration();
    List<TextSlice> slices = slices(hadoop, files, sliceBytes);
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    return spark
        .parallelize(slices, Math.max(1, Math.min(slices.size(), MOST_PARTITIONS)))
        .flatMap(slice -> read(slice, configuration.value()));
  }

  private static Iterator<String> read(TextSlice slice, Configuration hadoop) {
    TextLines lines = new TextLines(slice, hadoop);
    TaskCompletionListener closing = context -> lines.close();
    TaskContext.get().addTaskCompletionListener(closing);
    return lines;
  }

  private static List<TextSlice> slices(Configuration hadoop, TextFiles files, long sliceBytes) {
    CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
    List<TextSlice> slices = new ArrayList<>();
    for (TextFiles.TextFile file : files.files()) {
      boolean compressed = codecs.getCodec(new Path(file.path())) != null;
      long step = compressed ? Long.MAX_VALUE : sliceBytes;
      for (long start = 0; start < file.bytes(); start += Math.min(step, file.bytes())) {
        long bytes = Math.min(step, file.bytes() - start);
        slices.add(new TextSlice(file.path(), start, bytes, compressed));
      }
    }
    return slices;
  }
}
