package io.unroll.shards;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of sequences by length; rows without a step do not count. */
record LengthTally(SortedMap<Integer, Long> counts) implements Serializable {

  static LengthTally of(int... lengths) {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    for (int length : lengths) {
      if (length > 0) {
        counts.merge(length, 1L, Long::sum);
      }
    }
    return new LengthTally(counts);
  }

  LengthTally plus(LengthTally other) {
    SortedMap<Integer, Long> sum = new TreeMap<>(counts);
    other.counts.forEach((length, count) -> sum.merge(length, count, Long::sum));
    return new LengthTally(sum);
  }

  long sequences() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  long steps() {
    return counts.entrySet().stream().mapToLong(e -> e.getKey() * e.getValue()).sum();
  }

  int longest() {
    return counts.isEmpty() ? 0 : counts.lastKey();
  }

  /** Steps once every sequence is padded to the longest. */
  long fixedWidthSteps() {
    return sequences() * longest();
  }

  /**
   * Expected steps if sequences are put into batches in random order, each batch padded to its
   * longest.
   *
   * <p>A batch of b of n sequences, m of which are shorter than l, has a sequence of at least l
   * steps with probability 1 - C(m, b) / C(n, b); summed over l this is its expected width.
   */
  double shuffledSteps(int batchSize) {
    long n = sequences();
    long rest = n % batchSize;
    return (double) (n / batchSize) * batchSize * expectedLongest(batchSize)
        + (rest == 0 ? 0 : rest * expectedLongest(rest));
  }

  private double expectedLongest(long batch) {
    long n = sequences();
    if (n == 0) {
      return 0;
    }
    double sum = 0;
    long shorter = 0;
    int reached = 0;
    for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
      sum += (entry.getKey() - reached) * (1 - allAmong(shorter, n, batch));
      reached = entry.getKey();
      shorter += entry.getValue();
    }
    return sum;
  }

  private static double allAmong(long few, long all, long drawn) {
    double probability = 1;
    for (long i = 0; i < drawn && probability > 0; i++) {
      probability *= Math.max(0, (double) (few - i) / (all - i));
    }
    return probability;
  }

  DataReport.Lengths report() {
    List<DataReport.LengthCount> histogram =
        counts.entrySet().stream()
            .map(entry -> new DataReport.LengthCount(entry.getKey(), entry.getValue()))
            .toList();
    double mean = sequences() == 0 ? 0 : (double) steps() / sequences();
    int shortest = counts.isEmpty() ? 0 : counts.firstKey();
    return new DataReport.Lengths(shortest, longest(), mean, histogram);
  }
}
