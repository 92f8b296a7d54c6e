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

  static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            field("bucket", INT),
            field("position", INT),
            field("rows", INT),
            field("steps", INT),
            field("ids", INTS),
            field("lengths", INTS),
            field("targetSteps", INT),
            field("targets", INTS),
            field("targetLengths", INTS),
            field("keys", DataTypes.createArrayType(DataTypes.StringType, false))
          });

  private BatchRow() {}

  static Row of(SequenceBatch batch) {
    return RowFactory.create(
        batch.bucket(),
        batch.position(),
        batch.rows(),
        batch.steps(),
        batch.ids(),
        batch.lengths(),
        batch.targetSteps(),
        batch.targets(),
        batch.targetLengths(),
        batch.keys().toArray(new String[0]));
  }

  /** Columns may come in any order. */
  static SequenceBatch batch(Row row) {
    return new SequenceBatch(
        row.<Integer>getAs("bucket"),
        row.<Integer>getAs("position"),
        row.<Integer>getAs("rows"),
        row.<Integer>getAs("steps"),
        ints(row, "ids"),
        ints(row, "lengths"),
        row.<Integer>getAs("targetSteps"),
        ints(row, "targets"),
        ints(row, "targetLengths"),
        List.copyOf(row.<String>getList(row.fieldIndex("keys"))));
  }

  private static int[] ints(Row row, String column) {
    List<Integer> values = row.getList(row.fieldIndex(column));
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static StructField field(String name, DataType type) {
    return new StructField(name, type, false, Metadata.empty());
  }
}
