package io.unroll.corpus;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Files of examples cut into slices that tasks read side by side. */
final class ExampleSlices {
  private static final long SMALLEST = 256L << 10;
  private static final long LARGEST = 32L << 20;
  private static final int MOST_PARTITIONS = 10_000;

  private final JavaSparkContext spark;

  ExampleSlices(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** Returns what {@code reader} finds in slices of these files, in reading order. */
  JavaRDD<Reading> read(List<ExampleFile> files, SliceReader reader) {
    return read(reader, cut(files));
  }

  /** Returns the records of files that can only be read from their start. */
  JavaRDD<Reading> readWhole(List<ExampleFile> files, SliceReader reader) {
    return read(reader, files.stream().map(ExampleFile::whole).toList());
  }

  private JavaRDD<Reading> read(SliceReader reader, List<ExampleSlice> slices) {
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    return distribute(slices).flatMap(slice -> reader.read(slice, hadoop.value()));
  }

  /** One partition for each, in order, unless there are very many. */
  <T extends Serializable> JavaRDD<T> distribute(List<T> slices) {
    return spark.parallelize(slices, Math.max(1, Math.min(slices.size(), MOST_PARTITIONS)));
  }

  /** Slices in reading order; a compressed file is one. */
  List<ExampleSlice> cut(List<ExampleFile> files) {
    long bytes = files.stream().mapToLong(ExampleFile::bytes).sum();
    long share = bytes / (2L * spark.defaultParallelism());
    return cut(files, Math.max(SMALLEST, Math.min(LARGEST, share)));
  }

  static List<ExampleSlice> cut(List<ExampleFile> files, long sliceBytes) {
    List<ExampleSlice> slices = new ArrayList<>();
    for (ExampleFile file : files) {
      if (file.compressed()) {
        slices.add(file.whole());
      } else {
        for (long start = 0; start < file.bytes(); start += sliceBytes) {
          long end = Math.min(start + sliceBytes, file.bytes());
          slices.add(new ExampleSlice(file, start, end));
        }
      }
    }
    return slices;
  }
}
