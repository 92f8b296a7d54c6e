package io.unroll.corpus.table;

import io.unroll.config.InvalidInput;
import io.unroll.config.TableSource;
import io.unroll.corpus.storage.SparkErrors;
import io.unroll.corpus.storage.SparkPath;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reader of the table that a {@link TableSource} describes. */
final class TableReader {
  /** Name of the loaded table in a query. */
  static final String VIEW = "source";

  private static final String ENVIRONMENT = "env:";

  private TableReader() {}

  /**
   * The table; of a query, its result.
   *
   * @throws InvalidInput if Spark cannot open it
   */
  static Dataset<Row> open(SparkSession spark, TableSource source) {
    Optional<Dataset<Row>> loaded =
        source.readsSource() ? Optional.of(load(spark, source)) : Optional.empty();
    return source
        .query()
        .map(query -> query(spark, loaded, query))
        .or(() -> loaded)
        .orElseThrow(() -> new InvalidInput("corpus.load: is missing"));
  }

  private static Dataset<Row> load(SparkSession spark, TableSource source) {
    Map<String, String> options = new TreeMap<>();
    source.options().forEach((key, value) -> options.put(key, resolved(key, value)));
    DataFrameReader reader = spark.read().format(source.format()).options(options);
    try {
      return source
          .load()
          .map(path -> SparkPath.ofExisting(path, spark.sparkContext().hadoopConfiguration()))
          .map(reader::load)
          .orElseGet(reader::load);
    } catch (Exception e) {
      // Spark is Scala: checked exceptions come undeclared.
      throw new InvalidInput(
          "corpus.load: cannot read %s as %s: %s"
              .formatted(
                  source.load().orElse("what corpus.options name"),
                  source.format(),
                  SparkErrors.firstLine(e)));
    }
  }

  private static Dataset<Row> query(
      SparkSession spark, Optional<Dataset<Row>> loaded, String query) {
    loaded.ifPresent(table -> table.createOrReplaceTempView(VIEW));
    try {
      return spark.sql(query);
    } catch (Exception e) {
      throw new InvalidInput("corpus.query: cannot be run: " + SparkErrors.firstLine(e));
    }
  }

  private static String resolved(String key, String value) {
    if (!value.startsWith(ENVIRONMENT)) {
      return value;
    }
    String name = value.substring(ENVIRONMENT.length());
    return Optional.ofNullable(System.getenv(name))
        .orElseThrow(
            () ->
                new InvalidInput(
                    "corpus.options.%s: the environment variable %s must be set"
                        .formatted(key, name)));
  }
}
