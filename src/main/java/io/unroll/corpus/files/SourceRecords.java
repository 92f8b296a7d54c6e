package io.unroll.corpus.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** Files whose records cannot be found from the middle: one task reads each. */
public final class SourceRecords {
  private SourceRecords() {}

  /** Records of a file; closed when its task ends. */
  public interface Records<T> extends Iterator<T>, Closeable {}

  /** Opener of a file. */
  public interface Opener<T> extends Serializable {
    Records<T> open(SourceFile file, Configuration hadoop);
  }

  public static <T> JavaRDD<T> of(
      JavaSparkContext spark, List<SourceFile> files, Opener<T> opener) {
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

  /** Closes what a task reads when the task ends; does nothing outside of tasks. */
  public static void closeWithTask(Closeable records) {
    if (TaskContext.get() == null) {
      return;
    }
    TaskCompletionListener closing =
        context -> {
          try {
            records.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    TaskContext.get().addTaskCompletionListener(closing);
  }
}
