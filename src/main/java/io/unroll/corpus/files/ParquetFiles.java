package io.unroll.corpus.files;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.storage.SparkErrors;
import io.unroll.corpus.storage.SparkPath;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Parquet files; every row keeps its file and its number in it.
 *
 * @param table all rows
 */
public record ParquetFiles(Dataset<Row> table, List<SourceFile> files) {

  /** A maker of readings from rows of file, number, input and target. */
  private record RowReader(Map<String, SourceFile> files, RecordSides sides, Readings readings)
      implements Serializable {

    Reading read(Row row) {
      String path = new Path(URI.create(row.getString(0))).toString();
      SourceFile file = Optional.ofNullable(files.get(path)).orElseThrow();
      long number = row.getLong(1);
      try {
        Readings.Sides both = sides.of(RowValues.of(row, 2), RowValues.of(row, 3));
        return new Reading.Good(
            file.index(number),
            readings.example(file.keyOf(number + 1), both.input(), both.target()));
      } catch (Unusable e) {
        return file.bad(number, number + 1, e);
      }
    }
  }

  /**
   * Opens the files of a setting.
   *
   * @throws InvalidInput if they cannot be read as Parquet
   */
  public static ParquetFiles open(SparkSession spark, SourceParts.Part part) {
    String[] paths =
        part.files().stream().map(SourceFile::path).map(SparkPath::of).toArray(String[]::new);
    try {
      Dataset<Row> table = spark.read().option(SparkErrors.VERIFY_PARQUET, true).parquet(paths);
      return new ParquetFiles(table, part.files());
    } catch (Exception e) {
      // Spark is Scala: checked exceptions come undeclared.
      throw new InvalidInput(
          "%s: cannot read %s as Parquet: %s"
              .formatted(part.setting(), part.files().get(0).path(), SparkErrors.firstLine(e)));
    }
  }

  /** Returns the column of this name; it may hold any characters. */
  public Column column(String name) {
    return table.col("`" + name.replace("`", "``") + "`");
  }

  /** Reads the rows. */
  public JavaRDD<Reading> read(Column input, Column target, RecordSides sides, Readings readings) {
    Map<String, SourceFile> byPath = new TreeMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    RowReader reader = new RowReader(byPath, sides, readings);
    return table
        .select(
            functions.col("_metadata.file_path"),
            functions.col("_metadata.row_index"),
            input,
            target)
        .toJavaRDD()
        .map(reader::read);
  }
}
