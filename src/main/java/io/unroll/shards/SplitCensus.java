package io.unroll.shards;

import java.io.Serializable;
import java.util.List;
import java.util.TreeMap;

/** Sums over the batches of a split. */
final class SplitCensus implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<Integer, Manifest.Bucket> buckets = new TreeMap<>();
  private final BatchCensus.DigestSum content = new BatchCensus.DigestSum();
  private final BatchTally tally;
  private long sourceTokens;
  private long targetTokens;
  private long sourceSteps;
  private long targetSteps;

  /**
   * @param seed chooses the examples to show
   */
  SplitCensus(long seed) {
    this.tally = new BatchTally(seed);
  }

  /**
   * Counts a batch.
   *
   * @param batch its figures
   * @param digest of the batch and its split
   */
  void add(SequenceBatch whole, BatchSummary batch, byte[] digest) {
    content.add(digest);
    tally.add(whole);
    sourceTokens += batch.sourceTokens();
    targetTokens += batch.targetTokens();
    sourceSteps += (long) batch.rows() * batch.steps();
    targetSteps += (long) batch.rows() * batch.targetSteps();
    add(new Manifest.Bucket(batch.bucket(), 1, batch.rows(), batch.steps()));
  }

  /** Adds what others have counted. */
  SplitCensus add(SplitCensus other) {
    content.add(other.content);
    tally.plus(other.tally);
    sourceTokens += other.sourceTokens;
    targetTokens += other.targetTokens;
    sourceSteps += other.sourceSteps;
    targetSteps += other.targetSteps;
    other.buckets.values().forEach(this::add);
    return this;
  }

  /** Returns the counts that the data report needs. */
  BatchTally tally() {
    return tally;
  }

  BatchCensus.DigestSum content() {
    return content;
  }

  long batches() {
    return buckets.values().stream().mapToLong(Manifest.Bucket::batches).sum();
  }

  Manifest.Tokens tokens() {
    double padding = 1 - (double) (sourceTokens + targetTokens) / (sourceSteps + targetSteps);
    return new Manifest.Tokens(sourceTokens, sourceSteps, targetTokens, targetSteps, padding);
  }

  List<Manifest.Bucket> buckets() {
    return List.copyOf(buckets.values());
  }

  private void add(Manifest.Bucket bucket) {
    buckets.merge(bucket.bucket(), bucket, SplitCensus::sum);
  }

  private static Manifest.Bucket sum(Manifest.Bucket left, Manifest.Bucket right) {
    return new Manifest.Bucket(
        left.bucket(),
        left.batches() + right.batches(),
        left.rows() + right.rows(),
        Math.max(left.longest(), right.longest()));
  }
}
