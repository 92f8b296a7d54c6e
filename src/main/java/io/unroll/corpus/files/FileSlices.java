package io.unroll.corpus.files;

import io.unroll.corpus.example.Reading;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** Files of examples that are cut into slices, which tasks read side by side. */
public final class FileSlices {
  private static final long SMALLEST = 256L << 10;
  private static final long LARGEST = 32L << 20;
  private static final int MOST_PARTITIONS = 10_000;

  private final JavaSparkContext spark;

  public FileSlices(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** Reads slices of these files, in reading order. */
  public JavaRDD<Reading> read(List<SourceFile> files, SliceReader reader) {
    return read(reader, cut(files));
  }

  /** Reads whole files: their records can only be told apart from the start of a file. */
  public JavaRDD<Reading> readWhole(List<SourceFile> files, SliceReader reader) {
    return read(reader, files.stream().map(SourceFile::whole).toList());
  }

  private JavaRDD<Reading> read(SliceReader reader, List<FileSlice> slices) {
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    return distribute(slices).flatMap(slice -> reader.read(slice, hadoop.value()));
  }

  /** Gives each a partition, in order, unless there are very many. */
  public <T extends Serializable> JavaRDD<T> distribute(List<T> slices) {
    return spark.parallelize(slices, Math.max(1, Math.min(slices.size(), MOST_PARTITIONS)));
  }

  /** Cuts files into slices in reading order; a compressed file is one. */
  public List<FileSlice> cut(List<SourceFile> files) {
    long bytes = files.stream().mapToLong(SourceFile::bytes).sum();
    long share = bytes / (2L * spark.defaultParallelism());
    return cut(files, Math.max(SMALLEST, Math.min(LARGEST, share)));
  }

  public static List<FileSlice> cut(List<SourceFile> files, long sliceBytes) {
    List<FileSlice> slices = new ArrayList<>();
    for (SourceFile file : files) {
      if (file.compressed()) {
        slices.add(file.whole());
      } else {
        for (long start = 0; start < file.bytes(); start += sliceBytes) {
          long end = Math.min(start + sliceBytes, file.bytes());
          slices.add(new FileSlice(file, start, end));
        }
      }
    }
    return slices;
  }
}
