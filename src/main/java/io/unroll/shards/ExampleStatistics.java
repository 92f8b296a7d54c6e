package io.unroll.shards;

import static io.unroll.shards.DraftStatistics.INPUT;
import static io.unroll.shards.DraftStatistics.TARGET;

import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.Corpus;
import io.unroll.corpus.files.ExampleSplits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple3;

/**
 * Statistics of examples for the data report, from cached collections.
 *
 * @param records all that was read
 * @param outcomes what became of the examples among them
 * @param anyBad whether any record is no example
 */
record ExampleStatistics(
    Corpus corpus,
    SideCodec input,
    SideCodec target,
    JavaRDD<ExampleSplits.Sorted> records,
    JavaRDD<Outcome> outcomes,
    boolean anyBad) {

  DraftStatistics collect(SparkSession spark) {
    Map<String, SideCodec> sides = new LinkedHashMap<>();
    sides.put(INPUT, input);
    sides.put(TARGET, target);
    JavaRDD<Outcome.Kept> kept =
        outcomes
            .filter(outcome -> outcome instanceof Outcome.Kept)
            .map(outcome -> (Outcome.Kept) outcome);
    boolean given = corpus.parts().stream().anyMatch(part -> part.split().isPresent());
    return new DraftStatistics(
        given ? DraftStatistics.GIVEN : DraftStatistics.SHARES,
        sides,
        RepeatCount.of(spark, "example", kept.flatMap(one -> prints(one).iterator())),
        UnknownCount.of(kept.flatMap(one -> unknown(one).iterator())),
        firstDropped(spark.sparkContext().hadoopConfiguration()));
  }

  private static List<Row> prints(Outcome.Kept kept) {
    return List.of(
        RepeatCount.row(false, kept.facts().input(), kept.split()),
        RepeatCount.row(true, kept.facts().pair(), kept.split()));
  }

  private static List<Tuple3<String, String, String>> unknown(Outcome.Kept kept) {
    List<Tuple3<String, String, String>> unknown = new ArrayList<>();
    for (String token : kept.facts().unknownInputs()) {
      unknown.add(UnknownCount.row(INPUT, kept.split(), token));
    }
    for (String token : kept.facts().unknownTargets()) {
      unknown.add(UnknownCount.row(TARGET, kept.split(), token));
    }
    return unknown;
  }

  private Map<Split, List<DataReport.DroppedRecord>> firstDropped(Configuration hadoop) {
    FirstDropped first =
        outcomes.treeAggregate(new FirstDropped(), FirstDropped::add, FirstDropped::plus);
    if (anyBad) {
      first.plus(records.treeAggregate(new FirstDropped(), FirstDropped::add, FirstDropped::plus));
    }
    Map<Split, List<DataReport.DroppedRecord>> bySplit = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      bySplit.put(split, first.of(split, hadoop));
    }
    return bySplit;
  }
}
