package io.unroll.corpus;

import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** Reads files whose records cannot be found from the middle: one task for each file. */
final class SourceRecords {
  private SourceRecords() {}

  /** Records of a file; closed when its task ends. */
  interface Records<T> extends Iterator<T>, AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /** Starts to read a file. */
  interface Opener<T> extends Serializable {
    Records<T> open(SourceFile file, Configuration hadoop);
  }

  static <T> JavaRDD<T> of(JavaSparkContext spark, List<SourceFile> files, Opener<T> opener) {
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    return spark
        .parallelize(files, Math.max(1, files.size()))
        .flatMap(
            file -> {
              Records<T> records = opener.open(file, hadoop.value());
              closeWithTask(records);
              return records;
            });
  }

  static void closeWithTask(Records<?> records) {
    TaskCompletionListener closing =
        context -> {
          try {
            records.close();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        };
    TaskContext.get().addTaskCompletionListener(closing);
  }
}
