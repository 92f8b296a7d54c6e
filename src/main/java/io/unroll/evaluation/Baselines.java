package io.unroll.evaluation;

import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Exact;
import io.unroll.shards.SequenceBatch;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Values to beat, computed from the same shards. */
final class Baselines {
  private Baselines() {}

  /**
   * Returns the mean loss in nats of a test token under the training tokens' frequencies, add-one
   * smoothed over the vocabulary.
   */
  static double unigramNats(
      JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test, int vocabulary) {
    long[] seen = tokenCounts(train, vocabulary);
    long[] found = tokenCounts(test, vocabulary);
    double total = LongStream.of(seen).sum() + vocabulary;
    double nats = 0;
    for (int id = 0; id < vocabulary; id++) {
      nats -= found[id] * Math.log((seen[id] + 1) / total);
    }
    return nats / LongStream.of(found).sum();
  }

  private static long[] tokenCounts(JavaRDD<SequenceBatch> batches, int vocabulary) {
    return batches.treeAggregate(
        new long[vocabulary],
        (counts, batch) -> {
          for (int id : batch.targets()) {
            if (id != Vocabulary.PAD) {
              counts[id]++;
            }
          }
          return counts;
        },
        (one, other) -> {
          for (int id = 0; id < one.length; id++) {
            one[id] += other[id];
          }
          return one;
        });
  }

  /**
   * Returns every token gets the tag it had most often; one that has not occurred, the most
   * frequent.
   */
  static double mostFrequentTag(
      JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test, LabelledTags judge) {
    JavaPairRDD<Integer, Integer> seen = pairs(train);
    int any =
        mostFrequent(seen.mapToPair(pair -> new Tuple2<>(0, pair._2()))).values().iterator().next();
    Map<Integer, Integer> tags = new HashMap<>(mostFrequent(seen));
    return judge.value(test.map(batch -> counts(batch, judge, tags, any)).treeReduce(Counts::plus));
  }

  private static Counts counts(
      SequenceBatch batch, LabelledTags judge, Map<Integer, Integer> tags, int any) {
    Counts sum = Counts.NONE;
    for (int row = 0; row < batch.rows(); row++) {
      int[] tokens = batch.input().row(row).ids();
      int[] wanted = batch.target().row(row).ids();
      int[] given = new int[wanted.length];
      for (int step = 0; step < given.length; step++) {
        given[step] = tags.getOrDefault(tokens.length == 0 ? 0 : tokens[step], any);
      }
      sum = sum.plus(judge.counts(wanted, given));
    }
    return sum;
  }

  /** Returns every token and its label; vectors are all one token. */
  private static JavaPairRDD<Integer, Integer> pairs(JavaRDD<SequenceBatch> batches) {
    return batches.flatMapToPair(
        batch -> {
          List<Tuple2<Integer, Integer>> pairs = new ArrayList<>();
          for (int row = 0; row < batch.rows(); row++) {
            int[] tokens = batch.input().row(row).ids();
            int[] tags = batch.target().row(row).ids();
            for (int step = 0; step < tags.length; step++) {
              pairs.add(new Tuple2<>(tokens.length == 0 ? 0 : tokens[step], tags[step]));
            }
          }
          return pairs.iterator();
        });
  }

  private static Map<Integer, Integer> mostFrequent(JavaPairRDD<Integer, Integer> pairs) {
    return pairs
        .mapToPair(pair -> new Tuple2<>(pair, 1L))
        .reduceByKey(Long::sum)
        .mapToPair(one -> new Tuple2<>(one._1()._1(), new Tuple2<>(one._1()._2(), one._2())))
        .reduceByKey(Baselines::moreFrequentTag)
        .mapValues(Tuple2::_1)
        .collectAsMap();
  }

  private static Tuple2<Integer, Long> moreFrequentTag(
      Tuple2<Integer, Long> left, Tuple2<Integer, Long> right) {
    int order = Long.compare(left._2(), right._2());
    return order > 0 || (order == 0 && left._1() < right._1()) ? left : right;
  }

  /** Returns the accuracy of always answering with the training split's most frequent label. */
  static double majorityLabel(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    String majority =
        targets(train)
            .mapToPair(target -> new Tuple2<>(target, 1L))
            .reduceByKey(Long::sum)
            .reduce(Baselines::moreFrequent)
            ._1();
    return targets(test)
        .map(wanted -> Exact.of(wanted.equals(majority)))
        .treeReduce(Exact::plus)
        .share();
  }

  static Tuple2<String, Long> moreFrequent(Tuple2<String, Long> left, Tuple2<String, Long> right) {
    int order = Long.compare(left._2(), right._2());
    boolean leftWins = order > 0 || (order == 0 && left._1().compareTo(right._1()) < 0);
    return leftWins ? left : right;
  }

  private static JavaRDD<String> targets(JavaRDD<SequenceBatch> batches) {
    return batches.flatMap(
        batch ->
            IntStream.range(0, batch.rows())
                .mapToObj(
                    row -> {
                      int from = row * batch.targetSteps();
                      return Arrays.toString(
                          Arrays.copyOfRange(
                              batch.targets(), from, from + batch.targetLengths()[row]));
                    })
                .iterator());
  }
}
