package io.unroll.shards;

import io.unroll.corpus.example.Split;
import io.unroll.corpus.example.StableHash;
import io.unroll.files.Hashes;
import java.io.Serializable;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/** Sums over the written batches, read back from the files. */
record BatchCensus(Map<Split, SplitCensus> splits) {

  /**
   * Reads every batch of every split; only sums reach the driver.
   *
   * @param seed chooses the examples to show
   */
  static BatchCensus of(SparkSession spark, ShardFolder folder, long seed) {
    Map<Split, SplitCensus> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      splits.put(split, of(BatchRow.read(spark, folder.split(split)), split.ordinal(), seed));
    }
    return new BatchCensus(splits);
  }

  /**
   * Returns a hash of all batches that does not depend on their order: the sum, modulo 2^256, of
   * SHA-256 over the split's number and the batch's digest, which covers the batch's place.
   */
  String contentHash() {
    DigestSum sum = new DigestSum();
    splits.values().forEach(census -> sum.add(census.content()));
    return sum.hex();
  }

  SplitCensus split(Split split) {
    return Optional.ofNullable(splits.get(split)).orElseThrow();
  }

  // By a tree: what is counted for the data report is as large as the vocabulary.
  private static SplitCensus of(JavaRDD<SequenceBatch> batches, int split, long seed) {
    long own = StableHash.mix(seed, split);
    return batches
        .mapPartitions(some -> List.of(count(some, split, own)).iterator())
        .treeAggregate(new SplitCensus(own), SplitCensus::add, SplitCensus::add);
  }

  private static SplitCensus count(Iterator<SequenceBatch> batches, int split, long seed) {
    SplitCensus census = new SplitCensus(seed);
    MessageDigest sha = Hashes.digest();
    while (batches.hasNext()) {
      SequenceBatch batch = batches.next();
      BatchSummary summary = BatchSummary.of(batch);
      sha.update((byte) split);
      census.add(batch, summary, sha.digest(summary.digest()));
    }
    return census;
  }

  /** A sum of 256-bit numbers modulo 2^256. */
  static final class DigestSum implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int BYTES = 32;
    private final byte[] sum = new byte[BYTES];

    void add(DigestSum other) {
      add(other.sum);
    }

    /** Adds a big-endian number. */
    void add(byte[] number) {
      int carry = 0;
      for (int i = BYTES - 1; i >= 0; i--) {
        int digit = (sum[i] & 0xFF) + (number[i] & 0xFF) + carry;
        sum[i] = (byte) digit;
        carry = digit >>> Byte.SIZE;
      }
    }

    String hex() {
      return HexFormat.of().formatHex(sum);
    }
  }
}
