package io.unroll.ml;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * The order of labels in a vector of probabilities.
 *
 * @param labels in that order
 * @param ids of the model's outputs in that order; {@link #ABSENT} where it has none
 */
record LabelOrder(List<String> labels, List<Integer> ids) implements Serializable {
  private static final int ABSENT = -1;
  private static final int MOST_PLACES = 10_000;

  /**
   * Labels that are whole numbers from 0 on, as {@code StringIndexer} makes them, stand at their
   * own places, where MLlib's evaluators look for them; others stay in the model's order.
   *
   * @param names by id
   * @param numeric whether they were numbers before they became names
   */
  static LabelOrder of(List<String> names, boolean numeric) {
    if (!numeric
        || !names.stream().mapToDouble(Double::parseDouble).allMatch(LabelOrder::isPlace)) {
      return new LabelOrder(names, IntStream.range(0, names.size()).boxed().toList());
    }
    List<Integer> places = names.stream().map(name -> (int) Double.parseDouble(name)).toList();
    int size = 1 + places.stream().mapToInt(place -> place).max().orElse(ABSENT);
    return new LabelOrder(
        IntStream.range(0, size).mapToObj(place -> Double.toString(place)).toList(),
        IntStream.range(0, size).mapToObj(places::indexOf).toList());
  }

  private static boolean isPlace(double value) {
    return value >= 0 && value < MOST_PLACES && value == Math.rint(value);
  }

  /** Probabilities by id as a vector in this order. */
  Column vector(Column byId) {
    UDF1<@Nullable Seq<Double>, @Nullable Vector> inOrder = this::vector;
    return functions.udf(inOrder, SQLDataTypes.VectorType()).apply(byId);
  }

  private @Nullable Vector vector(@Nullable Seq<Double> byId) {
    if (byId == null) {
      return null;
    }
    return Vectors.dense(
        ids.stream().mapToDouble(id -> id == ABSENT ? 0 : byId.apply(id)).toArray());
  }
}
