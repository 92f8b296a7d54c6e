package io.unroll.shards;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A {@link SequenceBatch} as a row of a Parquet file, columns named like its components. */
final class BatchRow {
  private static final DataType INT = DataTypes.IntegerType;
  private static final DataType INTS = DataTypes.createArrayType(INT, false);
  private static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType, false);

  static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            field("bucket", INT),
            field("position", INT),
            field("rows", INT),
            field("steps", INT),
            field("width", INT),
            field("ids", INTS),
            field("values", FLOATS),
            field("lengths", INTS),
            field("targetSteps", INT),
            field("targetWidth", INT),
            field("targets", INTS),
            field("targetValues", FLOATS),
            field("targetLengths", INTS),
            field("keys", DataTypes.createArrayType(DataTypes.StringType, false))
          });

  private BatchRow() {}

  static Row of(SequenceBatch batch) {
    Sequences input = batch.input();
    Sequences target = batch.target();
    return RowFactory.create(
        batch.bucket(),
        batch.position(),
        batch.rows(),
        input.steps(),
        input.width(),
        input.ids(),
        input.values(),
        input.lengths(),
        target.steps(),
        target.width(),
        target.ids(),
        target.values(),
        target.lengths(),
        batch.keys().toArray(new String[0]));
  }

  /** Columns may come in any order. */
  static SequenceBatch batch(Row row) {
    return new SequenceBatch(
        row.<Integer>getAs("bucket"),
        row.<Integer>getAs("position"),
        new Sequences(
            row.<Integer>getAs("steps"),
            row.<Integer>getAs("width"),
            ints(row, "ids"),
            floats(row, "values"),
            ints(row, "lengths")),
        new Sequences(
            row.<Integer>getAs("targetSteps"),
            row.<Integer>getAs("targetWidth"),
            ints(row, "targets"),
            floats(row, "targetValues"),
            ints(row, "targetLengths")),
        List.copyOf(row.<String>getList(row.fieldIndex("keys"))));
  }

  private static int[] ints(Row row, String column) {
    List<Integer> values = row.getList(row.fieldIndex(column));
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static float[] floats(Row row, String column) {
    List<Float> boxed = row.getList(row.fieldIndex(column));
    float[] values = new float[boxed.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = boxed.get(i);
    }
    return values;
  }

  private static StructField field(String name, DataType type) {
    return new StructField(name, type, false, Metadata.empty());
  }
}
