package io.unroll.corpus.table;

import io.unroll.corpus.files.TextFiles;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The files behind a table, by which shards know whether it has changed. */
final class TableFiles {
  private TableFiles() {}

  /** In order of their paths; none if the table is not made of files. */
  static List<TextFiles.TextFile> of(SparkSession spark, Dataset<Row> table) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    return Arrays.stream(table.inputFiles())
        .map(file -> describe(file, hadoop))
        .sorted(Comparator.comparing(TextFiles.TextFile::path))
        .toList();
  }

  private static TextFiles.TextFile describe(String file, Configuration hadoop) {
    try {
      Path path = new Path(URI.create(file));
      FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
      return new TextFiles.TextFile(path.toString(), status.getLen(), status.getModificationTime());
    } catch (IOException | IllegalArgumentException e) {
      return new TextFiles.TextFile(file, 0, 0);
    }
  }
}
