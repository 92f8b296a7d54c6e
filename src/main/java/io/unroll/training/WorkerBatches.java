package io.unroll.training;

import io.unroll.shards.SequenceBatch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The batches one worker trains on, in the order of the shards.
 *
 * @param worker index, also the partition of the RDD these stand in
 */
public record WorkerBatches(int worker, List<SequenceBatch> batches) implements Serializable {

  /**
   * Deals the batches out: whole lane groups where state is carried, single batches otherwise.
   *
   * @return an RDD with exactly one element per worker, partition = worker
   */
  public static JavaRDD<WorkerBatches> deal(
      JavaRDD<SequenceBatch> batches, int workers, boolean wholeGroups) {
    return listed(
        batches.mapToPair(
            batch ->
                new Tuple2<>((wholeGroups ? batch.bucket() : batch.position()) % workers, batch)),
        workers);
  }

  /**
   * Deals out batches that are only judged: as above, but where state is carried, every worker gets
   * some lanes of every group, since a held-out text is one group.
   */
  static JavaRDD<WorkerBatches> dealJudged(
      JavaRDD<SequenceBatch> batches, int workers, boolean lanes) {
    return lanes ? listed(laneShares(batches, workers), workers) : deal(batches, workers, false);
  }

  private static JavaPairRDD<Integer, SequenceBatch> laneShares(
      JavaRDD<SequenceBatch> batches, int workers) {
    return batches.flatMapToPair(
        batch ->
            IntStream.range(0, workers)
                .mapToObj(worker -> new Tuple2<>(worker, batch.lanes(worker, workers)))
                .filter(share -> share._2().rows() > 0)
                .iterator());
  }

  private static JavaRDD<WorkerBatches> listed(
      JavaPairRDD<Integer, SequenceBatch> dealt, int workers) {
    return dealt
        .partitionBy(new HashPartitioner(workers))
        .mapPartitionsWithIndex(
            (worker, rows) -> {
              List<SequenceBatch> own = new ArrayList<>();
              rows.forEachRemaining(row -> own.add(row._2()));
              own.sort(SequenceBatch.SHARD_ORDER);
              return List.of(new WorkerBatches(worker, own)).iterator();
            },
            true)
        .persist(StorageLevel.MEMORY_AND_DISK());
  }

  /** Order in which a worker goes through its batches in an epoch. */
  public enum Order {
    /** Along the lanes, so that hidden state can be carried. */
    LANES,
    /** As the corpus was laid out: easy examples first, where it has stages. */
    POSITIONS,
    /** By the seed, another way in every epoch. */
    SHUFFLED
  }

  /** This worker's batches in the order of an epoch. */
  public List<SequenceBatch> inEpoch(int epoch, long seed, Order order) {
    if (order == Order.LANES) {
      return batches;
    }
    if (order == Order.POSITIONS) {
      return batches.stream().sorted(Comparator.comparingInt(SequenceBatch::position)).toList();
    }
    List<SequenceBatch> shuffled = new ArrayList<>(batches);
    long mixed = (seed * 31 + epoch) * 0x9E3779B97F4A7C15L + worker;
    Collections.shuffle(shuffled, new Random(mixed));
    return shuffled;
  }
}
