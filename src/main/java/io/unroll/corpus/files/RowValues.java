package io.unroll.corpus.files;

import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Converter of the values of a Spark row into plain Java: arrays and vectors become lists. */
public final class RowValues {
  private RowValues() {}

  /** The value of a column; empty if it is null. */
  public static Optional<Object> of(Row row, int column) {
    return Optional.ofNullable(row.get(column)).map(RowValues::plain);
  }

  /** The value of a column as a text; empty if it is null. */
  public static String text(Row row, int column) {
    return Optional.ofNullable(row.get(column)).map(Object::toString).orElse("");
  }

  private static Object plain(Object value) {
    if (value instanceof Seq<?> values) {
      java.util.List<Object> list = new java.util.ArrayList<>();
      for (Object element : JavaConverters.seqAsJavaList(values)) {
        list.add(Optional.ofNullable(element).map(RowValues::plain).orElse(null));
      }
      return list;
    }
    if (value instanceof Vector vector) {
      return java.util.Arrays.stream(vector.toArray()).boxed().toList();
    }
    return value;
  }
}
