package io.unroll.shards;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Split;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Counts of the outcomes of the examples of each split. */
final class OutcomeCounts {
  private static final String KEPT = "";

  private OutcomeCounts() {}

  static Map<Split, SplitCounts> of(JavaRDD<Outcome> outcomes, BadRecords bad) {
    Map<Split, SplitCounts> counts = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      counts.put(split, bad.counts(split));
    }
    outcomes
        .mapToPair(OutcomeCounts::count)
        .reduceByKey((left, right) -> new Tuple2<>(left._1() + right._1(), left._2() + right._2()))
        .collect()
        .forEach(
            entry ->
                counts.computeIfPresent(
                    Split.valueOf(entry._1()._1()),
                    (split, sum) -> add(sum, entry._1()._2(), entry._2())));
    return counts;
  }

  // Keyed by names: the hash code of an enum constant differs between executors.
  private static Tuple2<Tuple2<String, String>, Tuple2<Long, Long>> count(Outcome outcome) {
    String reason = outcome instanceof Outcome.Dropped dropped ? dropped.reason().name() : KEPT;
    return new Tuple2<>(
        new Tuple2<>(outcome.split().name(), reason), new Tuple2<>(1L, outcome.duplicates()));
  }

  private static SplitCounts add(SplitCounts counts, String reason, Tuple2<Long, Long> more) {
    SplitCounts sum =
        reason.equals(KEPT)
            ? counts.keep(more._1())
            : counts.drop(DropReason.valueOf(reason), more._1());
    return more._2() == 0 ? sum : sum.drop(DropReason.DUPLICATE, more._2());
  }
}
