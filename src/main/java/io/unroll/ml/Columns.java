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

/** Columns of texts and of lists of words. */
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

  /** Returns the column of this name, even if the name has special characters. */
  static Column named(String column) {
    return functions.col(quoted(column));
  }

  /** Returns a name as SQL has it, dots and backticks included. */
  static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }

  /** Returns a column's texts; lists are written with a blank between words. */
  static Column text(StructType schema, String column) {
    Column given = named(column);
    return isList(schema, column)
        ? functions.when(given.isNotNull(), functions.concat_ws(BLANK, given))
        : given.cast(DataTypes.StringType);
  }

  /**
   * Returns a column's words: a list as it is, where a word that is null has no letter; or texts.
   */
  static Column words(StructType schema, String column) {
    if (!isList(schema, column)) {
      return text(schema, column);
    }
    Column words = named(column).cast(DataTypes.createArrayType(DataTypes.StringType));
    return functions.transform(words, word -> functions.coalesce(word, functions.lit("")));
  }

  /** Returns a list of labels as it is; without one where any of them is null. */
  static Column labels(String column) {
    Column labels = named(column).cast(DataTypes.createArrayType(DataTypes.StringType));
    return functions.when(functions.not(functions.exists(labels, Column::isNull)), labels);
  }

  /** Answers as the input has them: lists of words where it has lists. */
  static Column like(StructType schema, String input, Column answer, DataType given) {
    return isList(schema, input) && given.equals(DataTypes.StringType)
        ? functions.split(answer, BLANK)
        : answer;
  }

  /**
   * Returns the schema with answers, their scores and, where a column is named, probabilities of
   * labels.
   */
  static StructType answered(
      StructType schema,
      String input,
      String prediction,
      String score,
      Optional<String> probability,
      boolean numeric) {
    DataType type = answers(isList(schema, input), numeric);
    StructType longer = added(added(schema, prediction, type), score, DataTypes.DoubleType);
    return probability.map(name -> added(longer, name, SQLDataTypes.VectorType())).orElse(longer);
  }

  private static DataType answers(boolean lists, boolean numeric) {
    if (lists) {
      return DataTypes.createArrayType(DataTypes.StringType, false);
    }
    return numeric ? DataTypes.DoubleType : DataTypes.StringType;
  }

  private static StructType added(StructType schema, String column, DataType type) {
    if (Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new InvalidInput("the DataFrame has a column %s already".formatted(column));
    }
    return schema.add(column, type, true);
  }
}
