package io.unroll.shards;

import io.unroll.config.ShardSettings;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.example.StableHash;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Layout of independent examples of similar lengths in batches, in a seeded order within a stage.
 *
 * <p>A bucket holds inputs of similar length; within it examples stand in the order of their
 * targets' lengths, so that a batch is padded little on either side. Which examples of equal
 * lengths meet in a batch is up to the seed, and so is the order of a stage's batches.
 */
record BucketedLayout(BucketPlan plan, ShardSettings settings, long seed) implements Serializable {

  /** Returns a set of examples from which batches are filled; numbered by stage, then by bucket. */
  private int cell(EncodedExample example) {
    return example.stage() * plan.bounds().size() + plan.bucket(example.input().steps());
  }

  /** Place of an example in its cell. */
  private record Place(int cell, int targetSteps, int inputSteps, long hash, long index)
      implements Comparable<Place>, Serializable {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::cell)
            .thenComparingInt(Place::targetSteps)
            .thenComparingInt(Place::inputSteps)
            .thenComparingLong(Place::hash)
            .thenComparingLong(Place::index);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** The examples of a cell and the most steps of any of them on either side. */
  private record Size(long examples, int longest) implements Serializable {
    Size plus(Size other) {
      return new Size(examples + other.examples, Math.max(longest, other.longest));
    }
  }

  /**
   * Starts of the examples and batches of each cell, the rows of its batches, and the shuffled
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
            .mapToPair(e -> new Tuple2<>(cell(e), new Size(1, longest(e))))
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
        cell(example),
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
    int stages = sizes.keySet().stream().mapToInt(cell -> cell / buckets + 1).max().orElse(1);
    int cells = stages * buckets;
    long[] exampleStarts = new long[cells + 1];
    int[] batchStarts = new int[cells + 1];
    int[] rows = new int[cells];
    for (int cell = 0; cell < cells; cell++) {
      Size size = sizes.getOrDefault(cell, new Size(0, 1));
      rows[cell] = rows(size.longest);
      long batches = (size.examples + rows[cell] - 1) / rows[cell];
      exampleStarts[cell + 1] = exampleStarts[cell] + size.examples;
      batchStarts[cell + 1] = Math.toIntExact(batchStarts[cell] + batches);
    }
    int[] positions = new int[batchStarts[cells]];
    for (int stage = 0; stage < stages; stage++) {
      int start = batchStarts[stage * buckets];
      int[] shuffled =
          permutation(
              batchStarts[(stage + 1) * buckets] - start,
              stage == 0 ? shuffleSeed : StableHash.mix(shuffleSeed, stage));
      for (int i = 0; i < shuffled.length; i++) {
        positions[start + i] = start + shuffled[i];
      }
    }
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

  private Tuple2<Long, Row> row(Tuple2<Place, EncodedExample> placed, long rank, Cuts cuts) {
    int bucket = plan.bucket(placed._2().input().steps());
    int cell = placed._1().cell;
    int rows = cuts.rows[cell];
    long inCell = rank - cuts.exampleStarts[cell];
    int batch = cuts.batchStarts[cell] + (int) (inCell / rows);
    Row row = new Row((int) (inCell % rows), bucket, placed._2());
    return new Tuple2<>((long) cuts.positions[batch], row);
  }

  private static SequenceBatch assemble(int position, Iterable<Row> unordered) {
    List<Row> rows = new ArrayList<>();
    unordered.forEach(rows::add);
    rows.sort(Comparator.comparingInt(Row::row));
    List<String> keys = rows.stream().map(row -> row.example.key()).toList();
    List<String> references =
        rows.stream().map(row -> row.example.reference()).filter(Objects::nonNull).toList();
    return new SequenceBatch(
        rows.get(0).bucket,
        position,
        Sequences.of(rows.stream().map(row -> row.example.input()).toList()),
        Sequences.of(rows.stream().map(row -> row.example.target()).toList()),
        keys,
        references);
  }
}
