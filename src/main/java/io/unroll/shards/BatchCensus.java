package io.unroll.shards;

import io.unroll.corpus.Split;
import io.unroll.corpus.StableHash;
import java.io.Serializable;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;

/** What the written batches add up to, read back from the files. */
record BatchCensus(Map<Split, List<BatchSummary>> summaries, Map<Split, BatchTally> tallies) {

  /** The batches of one split, or of a part of it. */
  private record Part(List<BatchSummary> summaries, BatchTally tally) implements Serializable {
    Part add(SequenceBatch batch) {
      summaries.add(BatchSummary.of(batch));
      tally.add(batch);
      return this;
    }

    Part plus(Part other) {
      summaries.addAll(other.summaries);
      tally.plus(other.tally);
      return this;
    }
  }

  /**
   * Reads every batch of every split; only sums and summaries reach the driver.
   *
   * @param seed chooses the examples to show
   */
  static BatchCensus of(SparkSession spark, ShardFolder folder, long seed) {
    Map<Split, List<BatchSummary>> summaries = new EnumMap<>(Split.class);
    Map<Split, BatchTally> tallies = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      Part none =
          new Part(new ArrayList<>(), new BatchTally(StableHash.mix(seed, split.ordinal())));
      Part all = read(spark, folder, split).treeAggregate(none, Part::add, Part::plus);
      all.summaries.sort(BatchSummary.ORDER);
      summaries.put(split, all.summaries);
      tallies.put(split, all.tally);
    }
    return new BatchCensus(summaries, tallies);
  }

  static JavaRDD<SequenceBatch> read(SparkSession spark, ShardFolder folder, Split split) {
    return spark
        .read()
        .schema(BatchRow.SCHEMA)
        .parquet(folder.split(split).toString())
        .javaRDD()
        .map(BatchRow::batch);
  }

  /** SHA-256 over the split names and the batches' digests in canonical order. */
  String contentHash() {
    MessageDigest sha = BatchSummary.sha256();
    for (Split split : Split.values()) {
      sha.update((byte) split.ordinal());
      summaries.getOrDefault(split, List.of()).forEach(batch -> sha.update(batch.digest()));
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** What the data report needs of a split's batches. */
  BatchTally tally(Split split) {
    return Optional.ofNullable(tallies.get(split)).orElseThrow();
  }

  long batches(Split split) {
    return summaries.getOrDefault(split, List.of()).size();
  }

  Manifest.Tokens tokens(Split split) {
    List<BatchSummary> batches = summaries.getOrDefault(split, List.of());
    long source = batches.stream().mapToLong(BatchSummary::sourceTokens).sum();
    long target = batches.stream().mapToLong(BatchSummary::targetTokens).sum();
    long sourceSteps = batches.stream().mapToLong(b -> (long) b.rows() * b.steps()).sum();
    long targetSteps = batches.stream().mapToLong(b -> (long) b.rows() * b.targetSteps()).sum();
    double padding = 1 - (double) (source + target) / (sourceSteps + targetSteps);
    return new Manifest.Tokens(source, sourceSteps, target, targetSteps, padding);
  }

  List<Manifest.Bucket> buckets(Split split) {
    Map<Integer, Manifest.Bucket> buckets = new TreeMap<>();
    for (BatchSummary batch : summaries.getOrDefault(split, List.of())) {
      buckets.merge(
          batch.bucket(),
          new Manifest.Bucket(batch.bucket(), 1, batch.rows(), batch.steps()),
          BatchCensus::add);
    }
    return List.copyOf(buckets.values());
  }

  private static Manifest.Bucket add(Manifest.Bucket left, Manifest.Bucket right) {
    return new Manifest.Bucket(
        left.bucket(),
        left.batches() + right.batches(),
        left.rows() + right.rows(),
        Math.max(left.longest(), right.longest()));
  }
}
