package io.unroll.shards;

import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;

/** The batches of one split with their ranks in canonical order. */
interface PlacedBatches {

  /** Returns the number of batches; ranks are 0 to count - 1. */
  long count();

  /** Returns a partition for each file, batches by rank. */
  JavaRDD<SequenceBatch> inFiles(RankCut cut);

  /** Batches by rank, in no particular order. */
  static PlacedBatches keyed(JavaPairRDD<Long, SequenceBatch> batches, long count) {
    return new Keyed(batches, count);
  }

  /** Batches that any task may have made. */
  record Keyed(JavaPairRDD<Long, SequenceBatch> batches, long count) implements PlacedBatches {
    @Override
    public JavaRDD<SequenceBatch> inFiles(RankCut cut) {
      return batches.repartitionAndSortWithinPartitions(new ByRank(cut)).values();
    }
  }

  /** Partitioner that sends a rank to its file. */
  final class ByRank extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final RankCut cut;

    ByRank(RankCut cut) {
      this.cut = cut;
    }

    @Override
    public int numPartitions() {
      return cut.files();
    }

    @Override
    public int getPartition(Object key) {
      return cut.file(key instanceof LanePlace place ? place.rank() : (Long) key);
    }
  }
}
