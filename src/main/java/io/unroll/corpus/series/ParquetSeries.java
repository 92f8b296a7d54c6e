package io.unroll.corpus.series;

import io.unroll.config.InvalidInput;
import io.unroll.config.SeriesSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.FrameValues;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.ParquetFiles;
import io.unroll.corpus.files.SourceParts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Parquet files with a series in a column: an array of numbers, or of arrays of numbers; and in
 * another its label, or another series.
 *
 * @param labelled whether the target is a label
 */
record ParquetSeries(boolean labelled) implements RecordSides, Serializable {

  static Corpus open(SparkSession spark, SeriesSettings settings, SourceParts parts) {
    List<String> problems = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    Map<SourceParts.Part, ParquetFiles> opened = new LinkedHashMap<>();
    for (SourceParts.Part part : parts.parts()) {
      ParquetFiles files = ParquetFiles.open(spark, part);
      opened.put(part, files);
      StructType schema = files.table().schema();
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
    ParquetSeries reader = new ParquetSeries(labels.get(0));
    Readings readings = new Readings(settings.files().splitBy());
    Corpus.Side series = new Corpus.Side(Content.Kind.FRAMES, settings.standardise());
    return parts.corpus(
        series,
        labels.get(0) ? Corpus.Side.of(Content.Kind.LABEL) : series,
        part -> {
          ParquetFiles files = Optional.ofNullable(opened.get(part)).orElseThrow();
          return files.read(
              files.column(settings.inputColumn()),
              files.column(settings.targetColumn()),
              reader,
              readings);
        });
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

  @Override
  public Readings.Sides of(Optional<Object> input, Optional<Object> target) throws Unusable {
    Content.Frames series =
        FrameValues.of(present(input, "input"), "input", DropReason.EMPTY_SOURCE);
    if (labelled) {
      String label = present(target, "label").toString();
      return new Readings.Sides(series, new Content.Label(label));
    }
    return new Readings.Sides(
        series, FrameValues.of(present(target, "target"), "target", DropReason.EMPTY_TARGET));
  }

  private static Object present(Optional<Object> value, String what) throws Unusable {
    return value.orElseThrow(
        () -> new Unusable(DropReason.MISSING_COLUMN, "the " + what + " is missing"));
  }
}
