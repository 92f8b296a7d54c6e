package io.unroll.shards;

import io.unroll.corpus.example.Split;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;
import scala.Tuple3;

/** Counter of what the training split does not have, by side and split, on Spark. */
final class UnknownCount implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 10;

  /** An unknown token, or feature, and how often it occurs. */
  record Named(String name, long count) implements Serializable {
    private static final Comparator<Named> ORDER =
        Comparator.comparingLong(Named::count).reversed().thenComparing(Named::name);
  }

  /** Unknown tokens of one side of one split: the number of different ones, and the commonest. */
  record Unknown(long types, List<Named> commonest) implements Serializable {
    Unknown plus(Unknown other) {
      List<Named> all = new ArrayList<>(commonest);
      all.addAll(other.commonest);
      all.sort(Named.ORDER);
      return new Unknown(
          types + other.types, new ArrayList<>(all.subList(0, Math.min(SHOWN, all.size()))));
    }
  }

  private final TreeMap<String, Unknown> bySideAndSplit = new TreeMap<>();

  /** Returns one occurrence. */
  static Tuple3<String, String, String> row(String side, Split split, String token) {
    return new Tuple3<>(side, split.label(), token);
  }

  /** Adds occurrences up: by side, then by split. */
  static Map<String, Map<String, Unknown>> of(JavaRDD<Tuple3<String, String, String>> occurrences) {
    UnknownCount all =
        occurrences
            .mapToPair(one -> new Tuple2<>(one, 1L))
            .reduceByKey(Long::sum)
            .treeAggregate(
                new UnknownCount(), (sum, one) -> sum.add(one._1(), one._2()), UnknownCount::plus);
    Map<String, Map<String, Unknown>> sides = new TreeMap<>();
    all.bySideAndSplit.forEach(
        (name, unknown) -> {
          String[] parts = name.split("\t", 2);
          sides.computeIfAbsent(parts[0], side -> new TreeMap<>()).put(parts[1], unknown);
        });
    return sides;
  }

  private UnknownCount add(Tuple3<String, String, String> one, long count) {
    Unknown unknown = new Unknown(1, new ArrayList<>(List.of(new Named(one._3(), count))));
    bySideAndSplit.merge(one._1() + "\t" + one._2(), unknown, Unknown::plus);
    return this;
  }

  private UnknownCount plus(UnknownCount other) {
    other.bySideAndSplit.forEach((name, more) -> bySideAndSplit.merge(name, more, Unknown::plus));
    return this;
  }
}
