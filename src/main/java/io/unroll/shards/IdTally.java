package io.unroll.shards;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Counts of each id, or of each number other than 0 of a vector, in real steps.
 *
 * @see NumberTally for the values of the numbers
 */
final class IdTally implements Serializable {
  private static final long serialVersionUID = 1L;

  private long[] counts = new long[0];

  void add(Sequences sequences) {
    if (sequences.width() == 0) {
      addIds(sequences);
    } else {
      addVectors(sequences);
    }
  }

  private void addIds(Sequences sequences) {
    int[] ids = sequences.ids();
    for (int row = 0; row < sequences.rows(); row++) {
      int from = row * sequences.steps();
      for (int place = from; place < from + sequences.lengths()[row]; place++) {
        if (ids[place] >= counts.length) {
          grow(Math.max(ids[place] + 1, 2 * counts.length));
        }
        counts[ids[place]]++;
      }
    }
  }

  private void addVectors(Sequences sequences) {
    int width = sequences.width();
    grow(width);
    float[] values = sequences.values();
    for (int row = 0; row < sequences.rows(); row++) {
      int from = row * sequences.steps() * width;
      int to = from + sequences.lengths()[row] * width;
      for (int place = from; place < to; place++) {
        if (values[place] != 0) {
          counts[(place - from) % width]++;
        }
      }
    }
  }

  IdTally plus(IdTally other) {
    grow(other.counts.length);
    for (int id = 0; id < other.counts.length; id++) {
      counts[id] += other.counts[id];
    }
    return this;
  }

  long count(int id) {
    return id < counts.length ? counts[id] : 0;
  }

  long total() {
    return LongStream.of(counts).sum();
  }

  private void grow(int size) {
    if (size > counts.length) {
      counts = Arrays.copyOf(counts, size);
    }
  }
}
