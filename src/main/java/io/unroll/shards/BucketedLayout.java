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
 * Puts independent examples of similar source length into batches, in a seeded order within a
 * stage.
 */
record BucketedLayout(BucketPlan plan, ShardSettings settings, long seed) implements Serializable {

  /** A set of examples from which batches are filled; numbered by stage, then by bucket. */
  private int cell(EncodedExample example) {
    return example.stage() * plan.bounds().size() + plan.bucket(example.input().steps());
  }

  /** Place of an example in its cell. */
  private record Place(int cell, long hash, long index) implements Comparable<Place>, Serializable {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::cell)
            .thenComparingLong(Place::hash)
            .thenComparingLong(Place::index);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** Where the examples and batches of each cell start, and the shuffled batch positions. */
  private record Cuts(long[] exampleStarts, int[] batchStarts, int[] positions)
      implements Serializable {}

  /** An example and its row in its batch. */
  private record Row(int row, int bucket, EncodedExample example) implements Serializable {}

  /** Batches of one split by position. */
  PlacedBatches batches(JavaRDD<EncodedExample> examples, Split split) {
    Map<Integer, Long> sizes = examples.map(this::cell).countByValue();
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
    return new PlacedBatches(batches, cuts.positions.length);
  }

  private Place place(EncodedExample example) {
    return new Place(cell(example), StableHash.mix(seed, example.index()), example.index());
  }

  private Cuts cuts(Map<Integer, Long> sizes, long shuffleSeed) {
    int buckets = plan.bounds().size();
    int stages = sizes.keySet().stream().mapToInt(cell -> cell / buckets + 1).max().orElse(1);
    int cells = stages * buckets;
    long[] exampleStarts = new long[cells + 1];
    int[] batchStarts = new int[cells + 1];
    for (int cell = 0; cell < cells; cell++) {
      long size = sizes.getOrDefault(cell, 0L);
      long batches = (size + settings.batchSize() - 1) / settings.batchSize();
      exampleStarts[cell + 1] = exampleStarts[cell] + size;
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
    return new Cuts(exampleStarts, batchStarts, positions);
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
    int batchSize = settings.batchSize();
    int bucket = plan.bucket(placed._2().input().steps());
    int cell = placed._1().cell;
    long inCell = rank - cuts.exampleStarts[cell];
    int batch = cuts.batchStarts[cell] + (int) (inCell / batchSize);
    Row row = new Row((int) (inCell % batchSize), bucket, placed._2());
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
