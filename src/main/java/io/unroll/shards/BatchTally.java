package io.unroll.shards;

import io.unroll.corpus.example.StableHash;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tally of the batches of one split for the data report; it adds up in any order.
 *
 * <p>In lanes the inputs are the targets moved on by one, so that only targets are counted.
 */
final class BatchTally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int PICKS = 5;

  /** One bucket, or lane group. */
  record Bucket(long batches, long paddedSteps, LengthTally input, LengthTally target)
      implements Serializable {
    Bucket plus(Bucket other) {
      return new Bucket(
          batches + other.batches,
          paddedSteps + other.paddedSteps,
          input.plus(other.input),
          target.plus(other.target));
    }
  }

  /** A row chosen to be shown; {@code key} is empty in lanes. */
  record Pick(
      long hash,
      int bucket,
      int position,
      int row,
      String key,
      EncodedSequence input,
      EncodedSequence target)
      implements Serializable {
    private static final Comparator<Pick> ORDER =
        Comparator.comparingLong(Pick::hash)
            .thenComparingInt(Pick::bucket)
            .thenComparingInt(Pick::position)
            .thenComparingInt(Pick::row);
  }

  private final long seed;
  private final TreeMap<Integer, Bucket> buckets = new TreeMap<>();
  private final IdTally inputIds = new IdTally();
  private final IdTally targetIds = new IdTally();
  private final NumberTally inputNumbers = new NumberTally();
  private final NumberTally targetNumbers = new NumberTally();
  private final ArrayList<Pick> picks = new ArrayList<>();

  BatchTally(long seed) {
    this.seed = seed;
  }

  BatchTally add(SequenceBatch batch) {
    if (!batch.keys().isEmpty()) {
      inputIds.add(batch.input());
      inputNumbers.add(batch.input());
    }
    targetIds.add(batch.target());
    targetNumbers.add(batch.target());
    long padded = (long) batch.rows() * (batch.steps() + batch.targetSteps());
    Bucket bucket =
        new Bucket(
            1,
            padded,
            LengthTally.of(batch.input().lengths()),
            LengthTally.of(batch.target().lengths()));
    buckets.merge(batch.bucket(), bucket, Bucket::plus);
    pick(batch);
    return this;
  }

  BatchTally plus(BatchTally other) {
    other.buckets.forEach((id, bucket) -> buckets.merge(id, bucket, Bucket::plus));
    inputIds.plus(other.inputIds);
    targetIds.plus(other.targetIds);
    inputNumbers.plus(other.inputNumbers);
    targetNumbers.plus(other.targetNumbers);
    picks.addAll(other.picks);
    trim();
    return this;
  }

  SortedMap<Integer, Bucket> buckets() {
    return buckets;
  }

  IdTally ids(boolean target) {
    return target ? targetIds : inputIds;
  }

  NumberTally numbers(boolean target) {
    return target ? targetNumbers : inputNumbers;
  }

  LengthTally lengths(boolean target) {
    return buckets.values().stream()
        .map(bucket -> target ? bucket.target : bucket.input)
        .reduce(LengthTally.of(), LengthTally::plus);
  }

  long paddedSteps() {
    return buckets.values().stream().mapToLong(Bucket::paddedSteps).sum();
  }

  List<Pick> picks() {
    return List.copyOf(picks);
  }

  private void pick(SequenceBatch batch) {
    long place = StableHash.mix(seed, (long) batch.bucket() << Integer.SIZE | batch.position());
    for (int row = 0; row < batch.rows(); row++) {
      long hash = StableHash.mix(place, row);
      boolean wanted = picks.size() < PICKS || hash <= picks.get(picks.size() - 1).hash;
      if (wanted && batch.input().lengths()[row] > 0) {
        picks.add(pick(batch, row, hash));
        trim();
      }
    }
  }

  private static Pick pick(SequenceBatch batch, int row, long hash) {
    String key = batch.keys().isEmpty() ? "" : batch.keys().get(row);
    return new Pick(
        hash,
        batch.bucket(),
        batch.position(),
        row,
        key,
        batch.input().row(row),
        batch.target().row(row));
  }

  private void trim() {
    picks.sort(Pick.ORDER);
    while (picks.size() > PICKS) {
      picks.remove(picks.size() - 1);
    }
  }
}
