package io.unroll.corpus;

import io.unroll.config.InvalidInput;
import io.unroll.config.SeriesSettings;
import io.unroll.config.SplitBy;
import java.io.Serializable;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Parquet files with a series in a column: an array of numbers, or of arrays of numbers; and in
 * another its label, or another series.
 *
 * @param files by their full path
 * @param labelled whether the target is a label
 */
record ParquetSeries(Map<String, SourceFile> files, boolean labelled, SplitBy splitBy)
    implements Serializable {

  static Corpus open(SparkSession spark, SeriesSettings settings, SourceParts parts) {
    List<String> problems = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    for (SourceParts.Part part : parts.parts()) {
      StructType schema = schema(spark, part);
      check(part, schema, "inputColumn", settings.inputColumn(), false, problems);
      check(part, schema, "targetColumn", settings.targetColumn(), true, problems)
          .ifPresent(type -> labels.add(!(type instanceof ArrayType)));
    }
    if (labels.stream().distinct().count() > 1) {
      problems.add(
          "corpus.targetColumn: must hold labels in all files or arrays in all files, got both");
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    Map<String, SourceFile> files = new TreeMap<>();
    parts.files().forEach(file -> files.put(file.path(), file));
    ParquetSeries reader = new ParquetSeries(files, labels.get(0), settings.files().splitBy());
    Corpus.Side series = new Corpus.Side(Content.Kind.FRAMES, settings.standardise());
    return parts.corpus(
        series,
        labels.get(0) ? Corpus.Side.of(Content.Kind.LABEL) : series,
        part ->
            spark
                .read()
                .option(SparkErrors.VERIFY_PARQUET, true)
                .parquet(paths(part))
                .select(
                    functions.col("_metadata.file_path"),
                    functions.col("_metadata.row_index"),
                    functions.col(quoted(settings.inputColumn())),
                    functions.col(quoted(settings.targetColumn())))
                .toJavaRDD()
                .map(reader::read));
  }

  private static StructType schema(SparkSession spark, SourceParts.Part part) {
    try {
      return spark.read().parquet(paths(part)).schema();
    } catch (Exception e) {
      // Spark is Scala: checked exceptions come undeclared.
      throw new InvalidInput(
          "%s: cannot read %s as Parquet: %s"
              .formatted(part.setting(), part.files().get(0).path(), SparkErrors.firstLine(e)));
    }
  }

  private static String[] paths(SourceParts.Part part) {
    return part.files().stream().map(SourceFile::path).map(SparkPath::of).toArray(String[]::new);
  }

  private static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }

  private static Optional<DataType> check(
      SourceParts.Part part,
      StructType schema,
      String setting,
      String column,
      boolean label,
      List<String> problems) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      problems.add(
          "corpus.%s: %s must have the column \"%s\", but it has %s"
              .formatted(
                  setting, part.found().pattern(), column, String.join(", ", schema.fieldNames())));
      return Optional.empty();
    }
    DataType type = schema.apply(column).dataType();
    if (!(isSeries(type) || (label && !(type instanceof ArrayType)))) {
      problems.add(
          "corpus.%s: the column \"%s\" of %s must hold arrays of numbers%s, got %s"
              .formatted(
                  setting,
                  column,
                  part.found().pattern(),
                  label ? " or labels" : "",
                  type.simpleString()));
    }
    return Optional.of(type);
  }

  private static boolean isSeries(DataType type) {
    return type instanceof ArrayType array
        && (array.elementType() instanceof NumericType
            || (array.elementType() instanceof ArrayType inner
                && inner.elementType() instanceof NumericType));
  }

  private Reading read(Row row) {
    String path = new Path(URI.create(row.getString(0))).toString();
    SourceFile file = Optional.ofNullable(files.get(path)).orElseThrow();
    long number = row.getLong(1);
    try {
      Content input = frames(row, 2);
      Content target = labelled ? label(row) : frames(row, 3);
      return new Reading.Good(
          file.index(number), Grouping.example(file.keyOf(number + 1), splitBy, input, target));
    } catch (Malformed e) {
      return e.at(file, number, number + 1);
    }
  }

  private static Content.Label label(Row row) throws Malformed {
    if (row.isNullAt(3)) {
      throw new Malformed(DropReason.MISSING_COLUMN, "must have a label, got null");
    }
    return new Content.Label(String.valueOf(row.get(3)));
  }

  private static Content.Frames frames(Row row, int column) throws Malformed {
    if (row.isNullAt(column)) {
      throw new Malformed(DropReason.NOT_FINITE, "must have a series, got null");
    }
    List<?> steps = list((Seq<?>) row.get(column));
    if (steps.isEmpty()) {
      throw new Malformed(DropReason.EMPTY_SOURCE, "must have at least one step, got none");
    }
    int width = 1;
    double[] values = new double[0];
    for (int step = 0; step < steps.size(); step++) {
      Optional<Object> value = Optional.ofNullable((Object) steps.get(step));
      List<?> numbers =
          value.isPresent() && value.get() instanceof Seq<?> inner
              ? list(inner)
              : Collections.singletonList(steps.get(step));
      if (step == 0) {
        width = Math.max(1, numbers.size());
        values = new double[Math.multiplyExact(steps.size(), width)];
      }
      if (numbers.size() != width) {
        throw new Malformed(
            DropReason.UNREADABLE,
            "every step must have as many numbers as the first, %s, got %s in step %s"
                .formatted(width, numbers.size(), step + 1));
      }
      for (int i = 0; i < width; i++) {
        values[step * width + i] = number(numbers.get(i), step);
      }
    }
    return new Content.Frames(width, values);
  }

  private static double number(@Nullable Object value, int step) throws Malformed {
    String where = "step " + (step + 1);
    if (value instanceof Number number) {
      return FiniteNumber.check(number.doubleValue(), where, value.toString());
    }
    throw new Malformed(
        DropReason.NOT_FINITE, where + " must be a number, got " + Objects.toString(value));
  }

  private static List<?> list(Seq<?> seq) {
    return JavaConverters.seqAsJavaList(seq);
  }
}
