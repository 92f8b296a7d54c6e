package io.unroll.corpus;

import io.unroll.config.InvalidInput;
import io.unroll.config.LabelledSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Reader of Parquet files; every row keeps its file and its number in it. */
final class ParquetExamples {
  private final SparkSession spark;
  private final LabelledSettings settings;
  private final RecordSides sides;

  ParquetExamples(SparkSession spark, LabelledSettings settings, RecordSides sides) {
    this.spark = spark;
    this.settings = settings;
    this.sides = sides;
  }

  /**
   * The rows of these files as readings.
   *
   * @throws InvalidInput if they cannot be read as Parquet, or lack a column
   */
  JavaRDD<Reading> read(List<ExampleFile> files) {
    Dataset<Row> table = open(files);
    Readings readings = new Readings(settings.files().splitBy());
    Map<String, ExampleFile> byUri = new HashMap<>();
    files.forEach(file -> byUri.put(new Path(file.path()).toUri().toString(), file));
    RecordSides record = sides;
    return table
        .select(
            functions.col("_metadata.file_path"),
            functions.col("_metadata.row_index"),
            column(table, "inputColumn", settings.inputColumn()),
            column(table, "labelColumn", settings.labelColumn()))
        .toJavaRDD()
        .map(
            row -> {
              ExampleFile file =
                  byUri.get(new Path(new java.net.URI(row.getString(0))).toUri().toString());
              return reading(java.util.Objects.requireNonNull(file), row, readings, record);
            });
  }

  private static Reading reading(ExampleFile file, Row row, Readings readings, RecordSides sides) {
    long number = row.getLong(1);
    String key = file.name() + ":" + (number + 1);
    try {
      Readings.Sides read = sides.of(RowValues.of(row, 2), RowValues.of(row, 3));
      String group = readings.group(read.input(), read.target());
      return new Reading.Good(
          file.index(number), new Example(key, group, read.input(), read.target()));
    } catch (Unusable e) {
      Place place = new Place(file.path(), Place.Unit.RECORD, number + 1);
      return new Reading.Bad(file.index(number), e.reason(), place, String.valueOf(e.getMessage()));
    }
  }

  private Dataset<Row> open(List<ExampleFile> files) {
    String[] paths =
        files.stream().map(ExampleFile::path).map(SparkPath::of).toArray(String[]::new);
    try {
      return spark.read().option(SparkErrors.VERIFY_PARQUET, true).parquet(paths);
    } catch (Exception e) {
      // Spark is Scala: checked exceptions come undeclared.
      throw new InvalidInput(
          "corpus: cannot read %s as Parquet: %s"
              .formatted(files.get(0).path(), SparkErrors.firstLine(e)));
    }
  }

  private static org.apache.spark.sql.Column column(
      Dataset<Row> table, String setting, String column) {
    List<String> names = Arrays.asList(table.columns());
    if (names.contains(column)) {
      return table.col("`" + column.replace("`", "``") + "`");
    }
    if (LabelledSettings.isNumber(column) && Integer.parseInt(column) <= names.size()) {
      return column(table, setting, names.get(Integer.parseInt(column) - 1));
    }
    throw new InvalidInput(
        "corpus.%s: must be a column of the Parquet files, got \"%s\"; they have %s"
            .formatted(setting, column, String.join(", ", names)));
  }
}
