package io.unroll.shards;

import io.unroll.config.ShardSettings;
import io.unroll.corpus.Split;
import io.unroll.corpus.StableHash;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Puts independent examples of similar source length into batches, in a seeded order. */
record BucketedLayout(BucketPlan plan, ShardSettings settings, long seed) implements Serializable {

  /** Place of an example in its bucket. */
  private record Place(int bucket, long hash, long index)
      implements Comparable<Place>, Serializable {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::bucket)
            .thenComparingLong(Place::hash)
            .thenComparingLong(Place::index);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** Where the examples and batches of each bucket start, and the shuffled batch positions. */
  private record Cuts(long[] exampleStarts, int[] batchStarts, int[] positions)
      implements Serializable {}

  /** An example and its row in its batch. */
  private record Row(int row, int bucket, EncodedExample example) implements Serializable {}

  /** Batches of one split by position. */
  PlacedBatches batches(JavaRDD<EncodedExample> examples, Split split) {
    Map<Integer, Long> sizes = examples.map(e -> plan.bucket(e.input().steps())).countByValue();
    Cuts cuts = cuts(sizes, StableHash.mix(seed, split.ordinal()));
    int batchSize = settings.batchSize();
    Broadcast<Cuts> shared = JavaSparkContext.fromSparkContext(examples.context()).broadcast(cuts);
    JavaPairRDD<Long, SequenceBatch> batches =
        examples
            .mapToPair(example -> new Tuple2<>(place(example), example))
            .sortByKey()
            .zipWithIndex()
            .mapToPair(ranked -> row(ranked._1(), ranked._2(), shared.value(), batchSize))
            .groupByKey()
            .mapToPair(
                batch -> new Tuple2<>(batch._1(), assemble(batch._1().intValue(), batch._2())));
    return PlacedBatches.keyed(batches, cuts.positions.length);
  }

  private Place place(EncodedExample example) {
    int bucket = plan.bucket(example.input().steps());
    return new Place(bucket, StableHash.mix(seed, example.index()), example.index());
  }

  private Cuts cuts(Map<Integer, Long> sizes, long shuffleSeed) {
    int buckets = plan.bounds().size();
    long[] exampleStarts = new long[buckets + 1];
    int[] batchStarts = new int[buckets + 1];
    for (int bucket = 0; bucket < buckets; bucket++) {
      long size = sizes.getOrDefault(bucket, 0L);
      long batches = (size + settings.batchSize() - 1) / settings.batchSize();
      exampleStarts[bucket + 1] = exampleStarts[bucket] + size;
      batchStarts[bucket + 1] = Math.toIntExact(batchStarts[bucket] + batches);
    }
    return new Cuts(exampleStarts, batchStarts, permutation(batchStarts[buckets], shuffleSeed));
  }

  /** Fisher and Yates's shuffle of 0 to size - 1. */
  private static int[] permutation(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] shuffled = new int[size];
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i + 1);
      shuffled[i] = shuffled[other];
      shuffled[other] = i;
    }
    return shuffled;
  }

  private static Tuple2<Long, Row> row(
      Tuple2<Place, EncodedExample> placed, long rank, Cuts cuts, int batchSize) {
    int bucket = placed._1().bucket;
    long inBucket = rank - cuts.exampleStarts[bucket];
    int batch = cuts.batchStarts[bucket] + (int) (inBucket / batchSize);
    Row row = new Row((int) (inBucket % batchSize), bucket, placed._2());
    return new Tuple2<>((long) cuts.positions[batch], row);
  }

  private static SequenceBatch assemble(int position, Iterable<Row> unordered) {
    List<Row> rows = new ArrayList<>();
    unordered.forEach(rows::add);
    rows.sort(Comparator.comparingInt(Row::row));
    List<String> keys = rows.stream().map(row -> row.example.key()).toList();
    return new SequenceBatch(
        rows.get(0).bucket,
        position,
        Sequences.of(rows.stream().map(row -> row.example.input()).toList()),
        Sequences.of(rows.stream().map(row -> row.example.target()).toList()),
        keys);
  }
}
