package io.unroll.shards;

import io.unroll.corpus.storage.SparkPath;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A {@link SequenceBatch} as a row of a Parquet file, columns named like its components, next
 * tokens {@link NextTokens joined}.
 *
 * <p>Rows are Spark's internal ones, whose arrays hold plain numbers: boxing every id would take
 * longer than all the rest.
 */
final class BatchRow {
  private static final DataType INT = DataTypes.IntegerType;
  private static final DataType INTS = DataTypes.createArrayType(INT, false);
  private static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType, false);

  private static final DataType STRINGS = DataTypes.createArrayType(DataTypes.StringType, false);

  /** Shards of format 4 have no such column. */
  private static final int REFERENCES = 14;

  /** Rows decoded at once; by default enough for hundreds of megabytes of wide rows. */
  private static final String ROWS_AT_ONCE = "16";

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
            field("keys", STRINGS),
            field("references", STRINGS)
          });

  private BatchRow() {}

  static InternalRow of(SequenceBatch batch) {
    Sequences input = NextTokens.join(batch);
    Sequences target = NextTokens.withoutTargets(batch);
    return new GenericInternalRow(
        new Object[] {
          batch.bucket(),
          batch.position(),
          batch.rows(),
          input.steps(),
          input.width(),
          UnsafeArrayData.fromPrimitiveArray(input.ids()),
          UnsafeArrayData.fromPrimitiveArray(input.values()),
          UnsafeArrayData.fromPrimitiveArray(input.lengths()),
          target.steps(),
          target.width(),
          UnsafeArrayData.fromPrimitiveArray(target.ids()),
          UnsafeArrayData.fromPrimitiveArray(target.values()),
          UnsafeArrayData.fromPrimitiveArray(target.lengths()),
          array(batch.keys()),
          array(batch.references())
        });
  }

  /** Returns the batches of Parquet files, in no particular order. */
  static JavaRDD<SequenceBatch> read(SparkSession spark, Path path) {
    SparkSession own = spark.newSession();
    own.conf().set("spark.sql.parquet.columnarReaderBatchSize", ROWS_AT_ONCE);
    return own.read()
        .schema(SCHEMA)
        .parquet(SparkPath.of(path.toString()))
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(BatchRow::batch);
  }

  /** Returns the batch of a row of {@link #SCHEMA}; nothing of the row is kept. */
  static SequenceBatch batch(InternalRow row) {
    return NextTokens.split(
        new SequenceBatch(
            row.getInt(0),
            row.getInt(1),
            new Sequences(
                row.getInt(3),
                row.getInt(4),
                row.getArray(5).toIntArray(),
                row.getArray(6).toFloatArray(),
                row.getArray(7).toIntArray()),
            new Sequences(
                row.getInt(8),
                row.getInt(9),
                row.getArray(10).toIntArray(),
                row.getArray(11).toFloatArray(),
                row.getArray(12).toIntArray()),
            strings(row.getArray(13)),
            row.isNullAt(REFERENCES) ? List.of() : strings(row.getArray(REFERENCES))));
  }

  private static GenericArrayData array(List<String> strings) {
    return new GenericArrayData(strings.stream().map(UTF8String::fromString).toArray());
  }

  private static List<String> strings(ArrayData array) {
    List<String> strings = new ArrayList<>(array.numElements());
    for (int i = 0; i < array.numElements(); i++) {
      strings.add(array.getUTF8String(i).toString());
    }
    return List.copyOf(strings);
  }

  private static StructField field(String name, DataType type) {
    return new StructField(name, type, false, Metadata.empty());
  }
}
