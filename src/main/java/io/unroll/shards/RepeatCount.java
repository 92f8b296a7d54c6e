package io.unroll.shards;

import io.unroll.corpus.example.Fingerprint;
import io.unroll.corpus.example.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Counter of repetitions within splits and between them, on Spark. */
final class RepeatCount {
  private static final StructType SCHEMA =
      StructType.fromDDL(
          "pair boolean not null, high long not null, low long not null, split string not null");

  private RepeatCount() {}

  /** Returns one occurrence: of an input, or of an input with its target. */
  static Row row(boolean pair, Fingerprint print, Split split) {
    return RowFactory.create(pair, print.high(), print.low(), split.label());
  }

  /** Adds occurrences up; {@code unit} is what they are occurrences of. */
  static DataReport.Repeats of(SparkSession spark, String unit, JavaRDD<Row> occurrences) {
    Map<Boolean, Row> sums = new LinkedHashMap<>();
    for (Row row : sums(spark.createDataFrame(occurrences, SCHEMA)).collectAsList()) {
      sums.put(row.getBoolean(0), row);
    }
    Map<String, DataReport.Distinct> within = new LinkedHashMap<>();
    List<DataReport.Overlap> between = new ArrayList<>();
    for (Split split : Split.values()) {
      long all = sum(sums, false, all(split));
      within.put(
          split.label(),
          new DataReport.Distinct(
              all, sum(sums, false, distinct(split)), sum(sums, true, distinct(split))));
      for (Split other : List.of(Split.values()).subList(0, split.ordinal())) {
        long inputs = sum(sums, false, shared(split, other));
        long pairs = sum(sums, true, shared(split, other));
        between.add(
            new DataReport.Overlap(
                split.label(),
                other.label(),
                inputs,
                share(inputs, all),
                pairs,
                share(pairs, all)));
      }
    }
    return new DataReport.Repeats(unit, within, between);
  }

  private static Dataset<Row> sums(Dataset<Row> occurrences) {
    List<Column> counts = new ArrayList<>();
    List<Column> sums = new ArrayList<>();
    for (Split split : Split.values()) {
      String own = split.label();
      counts.add(sum("if(split = '" + own + "', 1L, 0L)", own));
      sums.add(sum(own, all(split)));
      sums.add(sum("if(" + own + " > 0, 1L, 0L)", distinct(split)));
      for (Split other : List.of(Split.values()).subList(0, split.ordinal())) {
        sums.add(sum("if(" + other.label() + " > 0, " + own + ", 0L)", shared(split, other)));
      }
    }
    return agg(agg(occurrences, counts, "pair", "high", "low"), sums, "pair");
  }

  private static Dataset<Row> agg(Dataset<Row> rows, List<Column> sums, String... keys) {
    Column[] columns = List.of(keys).stream().map(functions::col).toArray(Column[]::new);
    return rows.groupBy(columns)
        .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new));
  }

  private static Column sum(String expression, String name) {
    return functions.sum(functions.expr(expression)).as(name);
  }

  private static String all(Split split) {
    return split.label() + "All";
  }

  private static String distinct(Split split) {
    return split.label() + "Distinct";
  }

  private static String shared(Split split, Split other) {
    return split.label() + "In" + other.label();
  }

  private static long sum(Map<Boolean, Row> sums, boolean pair, String column) {
    return Optional.ofNullable(sums.get(pair)).map(row -> row.<Long>getAs(column)).orElse(0L);
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }
}
