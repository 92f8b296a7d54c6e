package io.unroll.ml;

import io.unroll.config.InvalidInput;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** Columns of texts and of lists of words, which are written with a blank between words. */
final class Columns {
  private static final String BLANK = " ";

  private Columns() {}

  static void require(StructType schema, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new InvalidInput(
          "the DataFrame must have a column %s, got %s"
              .formatted(column, Arrays.toString(schema.fieldNames())));
    }
  }

  static boolean isNumeric(StructType schema, String column) {
    return schema.apply(column).dataType() instanceof NumericType;
  }

  static boolean isList(StructType schema, String column) {
    return schema.apply(column).dataType() instanceof ArrayType;
  }

  /** A column's texts. */
  static Column text(StructType schema, String column) {
    return isList(schema, column)
        ? functions.concat_ws(BLANK, functions.col(column))
        : functions.col(column).cast(DataTypes.StringType);
  }

  /** Texts as the input has them: lists of words where it has lists. */
  static Column like(StructType schema, String input, Column answer) {
    return isList(schema, input) ? functions.split(answer, BLANK) : answer;
  }

  /**
   * The schema with answers, their scores and, where a column is named, probabilities of labels.
   */
  static StructType answered(
      StructType schema,
      String input,
      String prediction,
      String score,
      Optional<String> probability,
      boolean numeric) {
    DataType type =
        isList(schema, input)
            ? DataTypes.createArrayType(DataTypes.StringType, false)
            : numeric ? DataTypes.DoubleType : DataTypes.StringType;
    StructType longer = added(added(schema, prediction, type), score, DataTypes.DoubleType);
    return probability.map(name -> added(longer, name, SQLDataTypes.VectorType())).orElse(longer);
  }

  private static StructType added(StructType schema, String column, DataType type) {
    if (Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new InvalidInput("the DataFrame has a column %s already".formatted(column));
    }
    return schema.add(column, type, true);
  }
}
