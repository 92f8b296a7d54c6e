package io.unroll.shards;

import io.unroll.tokens.Vocabulary;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of different lengths in one row-major matrix.
 *
 * @param values [rows, steps], {@link Vocabulary#PAD} behind each row's end
 * @param lengths [rows]
 */
record PaddedMatrix(int steps, int[] values, int[] lengths) {

  /** Pads rows to the longest of them. */
  static PaddedMatrix of(List<int[]> rows) {
    int[] lengths = rows.stream().mapToInt(row -> row.length).toArray();
    int steps = Arrays.stream(lengths).max().orElse(0);
    int[] values = new int[rows.size() * steps];
    Arrays.fill(values, Vocabulary.PAD);
    for (int row = 0; row < lengths.length; row++) {
      System.arraycopy(rows.get(row), 0, values, row * steps, lengths[row]);
    }
    return new PaddedMatrix(steps, values, lengths);
  }
}
