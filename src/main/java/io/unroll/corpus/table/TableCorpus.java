package io.unroll.corpus.table;

import io.unroll.config.InvalidInput;
import io.unroll.config.TableSettings;
import io.unroll.config.TableSettings.Target;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.records.ExampleValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of a table. */
public final class TableCorpus {
  private final TableSettings settings;
  private final ExampleValues values;
  private final Dataset<Row> table;

  private TableCorpus(SparkSession spark, TableSettings settings) {
    this.settings = settings;
    this.values = new ExampleValues(settings.input(), false);
    this.table = TableReader.open(spark, settings.source());
  }

  /**
   * Opens the table.
   *
   * @throws InvalidInput if Spark cannot open it, or it lacks a column
   */
  public static Corpus of(SparkSession spark, TableSettings settings) {
    return new TableCorpus(spark, settings).corpus(spark);
  }

  private Corpus corpus(SparkSession spark) {
    JavaRDD<Row> rows = table.select(columns()).toJavaRDD();
    TableRows reader = reader();
    List<Corpus.Part> parts = new ArrayList<>();
    JavaRDD<TableRows.Placed> placed = reader.read(rows);
    Stream<Optional<Split>> splits =
        settings.columns().splitColumn().isEmpty()
            ? Stream.of(Optional.empty())
            : Stream.concat(
                Arrays.stream(Split.values()).map(Optional::of), Stream.of(Optional.empty()));
    splits.forEach(
        split -> {
          String label = split.map(Split::label).orElse("");
          JavaRDD<Reading> own =
              placed.filter(one -> one.split().equals(label)).map(TableRows.Placed::reading);
          parts.add(new Corpus.Part(split, own));
        });
    return new Corpus(
        Corpus.Side.of(values.kind()),
        Corpus.Side.of(
            switch (settings.target()) {
              case TEXT -> Content.Kind.TEXT;
              case LABEL -> Content.Kind.LABEL;
              case LABELS -> Content.Kind.LABELS;
            }),
        TableFiles.of(spark, table),
        parts);
  }

  private TableRows reader() {
    ExampleValues all = values;
    Target target = settings.target();
    RecordSides sides =
        (in, out) -> {
          Content input = all.input(in);
          return new Readings.Sides(
              input,
              switch (target) {
                case TEXT -> all.target(out);
                case LABEL -> all.label(out);
                case LABELS -> all.labels(out, input);
              });
        };
    String name = settings.source().load().or(settings.source()::query).orElse("the table");
    return new TableRows(
        name,
        sides,
        new Readings(settings.splitBy()),
        settings.columns().splitColumn().isPresent(),
        settings.columns().groupColumn().isPresent());
  }

  private Column[] columns() {
    List<String> problems = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    add("inputColumn", settings.columns().inputColumn(), columns, problems);
    add("targetColumn", settings.columns().targetColumn(), columns, problems);
    settings.columns().splitColumn().ifPresent(c -> add("splitColumn", c, columns, problems));
    settings.columns().groupColumn().ifPresent(c -> add("groupColumn", c, columns, problems));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return columns.toArray(Column[]::new);
  }

  private void add(String setting, String name, List<Column> columns, List<String> problems) {
    List<String> known = Arrays.asList(table.columns());
    Optional<String> column =
        known.stream()
            .filter(name::equals)
            .findFirst()
            // As SQL has it: databases spell names in their own case.
            .or(() -> known.stream().filter(name::equalsIgnoreCase).findFirst());
    if (column.isPresent()) {
      columns.add(table.col("`" + column.get().replace("`", "``") + "`"));
    } else {
      problems.add(
          "corpus.%s: must be a column of the table, got \"%s\"; its columns are %s"
              .formatted(setting, name, String.join(", ", known)));
    }
  }
}
