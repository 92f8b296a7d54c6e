package io.unroll.corpus.records;

import io.unroll.config.InvalidInput;
import io.unroll.config.LabelledSettings;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.files.ParquetFiles;
import io.unroll.corpus.files.SourceParts;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/** Reader of labelled sequences from the columns of Parquet files. */
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
   * Reads the rows of the files of a setting.
   *
   * @throws InvalidInput if they cannot be read as Parquet, or lack a column
   */
  JavaRDD<Reading> read(SourceParts.Part part) {
    ParquetFiles files = ParquetFiles.open(spark, part);
    return files.read(
        column(files, "inputColumn", settings.inputColumn()),
        column(files, "labelColumn", settings.labelColumn()),
        sides,
        new Readings(settings.files().splitBy()));
  }

  private static Column column(ParquetFiles files, String setting, String column) {
    List<String> names = Arrays.asList(files.table().columns());
    if (names.contains(column)) {
      return files.column(column);
    }
    if (LabelledSettings.isNumber(column) && Integer.parseInt(column) <= names.size()) {
      return files.column(names.get(Integer.parseInt(column) - 1));
    }
    throw new InvalidInput(
        "corpus.%s: must be a column of the Parquet files, got \"%s\"; they have %s"
            .formatted(setting, column, String.join(", ", names)));
  }
}
