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

/**
 * Puts independent examples of similar lengths into batches, in a seeded order.
 *
 * <p>A bucket holds inputs of similar length; within it examples stand in the order of their
 * targets' lengths, so that a batch is padded little on either side. Which examples of equal
 * lengths meet in a batch is up to the seed, and so is the order of the batches.
 */
record BucketedLayout(BucketPlan plan, ShardSettings settings, long seed) implements Serializable {

  /** Place of an example in its bucket. */
  private record Place(int bucket, int targetSteps, int inputSteps, long hash, long index)
      implements Comparable<Place>, Serializable {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::bucket)
            .thenComparingInt(Place::targetSteps)
            .thenComparingInt(Place::inputSteps)
            .thenComparingLong(Place::hash)
            .thenComparingLong(Place::index);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** The examples of a bucket and the most steps of any of them on either side. */
  private record Size(long examples, int longest) implements Serializable {
    Size plus(Size other) {
      return new Size(examples + other.examples, Math.max(longest, other.longest));
    }
  }

  /**
   * Where the examples and batches of each bucket start, the rows of its batches, and the shuffled
   * batch positions.
   */
  private record Cuts(long[] exampleStarts, int[] batchStarts, int[] rows, int[] positions)
      implements Serializable {}

  /** An example and its row in its batch. */
  private record Row(int row, int bucket, EncodedExample example) implements Serializable {}

  /** Batches of one split by position. */
  PlacedBatches batches(JavaRDD<EncodedExample> examples, Split split) {
    Map<Integer, Size> sizes =
        examples
            .mapToPair(e -> new Tuple2<>(plan.bucket(e.input().steps()), new Size(1, longest(e))))
            .reduceByKey(Size::plus)
            .collectAsMap();
    Cuts cuts = cuts(sizes, StableHash.mix(seed, split.ordinal()));
    Broadcast<Cuts> shared = JavaSparkContext.fromSparkContext(examples.context()).broadcast(cuts);
    JavaPairRDD<Long, SequenceBatch> batches =
        examples
            .mapToPair(example -> new Tuple2<>(place(example), example))
            .sortByKey()
            .zipWithIndex()
            .mapToPair(ranked -> row(ranked._1(), ranked._2(), shared.value()))
            .groupByKey()
            .mapToPair(
                batch -> new Tuple2<>(batch._1(), assemble(batch._1().intValue(), batch._2())));
    return PlacedBatches.keyed(batches, cuts.positions.length);
  }

  private Place place(EncodedExample example) {
    return new Place(
        plan.bucket(example.input().steps()),
        example.target().steps(),
        example.input().steps(),
        StableHash.mix(seed, example.index()),
        example.index());
  }

  private static int longest(EncodedExample example) {
    return Math.max(example.input().steps(), example.target().steps());
  }

  private Cuts cuts(Map<Integer, Size> sizes, long shuffleSeed) {
    int buckets = plan.bounds().size();
    long[] exampleStarts = new long[buckets + 1];
    int[] batchStarts = new int[buckets + 1];
    int[] rows = new int[buckets];
    for (int bucket = 0; bucket < buckets; bucket++) {
      Size size = sizes.getOrDefault(bucket, new Size(0, 1));
      rows[bucket] = rows(size.longest);
      long batches = (size.examples + rows[bucket] - 1) / rows[bucket];
      exampleStarts[bucket + 1] = exampleStarts[bucket] + size.examples;
      batchStarts[bucket + 1] = Math.toIntExact(batchStarts[bucket] + batches);
    }
    int[] positions = permutation(batchStarts[buckets], shuffleSeed);
    return new Cuts(exampleStarts, batchStarts, rows, positions);
  }

  private int rows(int longest) {
    return switch (settings.batchBy()) {
      case EXAMPLES -> settings.batchSize();
      case TOKENS -> Math.max(1, settings.batchTokens() / longest);
    };
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

  private static Tuple2<Long, Row> row(Tuple2<Place, EncodedExample> placed, long rank, Cuts cuts) {
    int bucket = placed._1().bucket;
    long inBucket = rank - cuts.exampleStarts[bucket];
    int rows = cuts.rows[bucket];
    int batch = cuts.batchStarts[bucket] + (int) (inBucket / rows);
    Row row = new Row((int) (inBucket % rows), bucket, placed._2());
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
