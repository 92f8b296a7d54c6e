package io.unroll.shards;

import io.unroll.tokens.Vocabulary;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Sequences side by side, padded to the longest: a matrix of ids or a tensor of vectors.
 *
 * <p>Legend: B = sequences, S = steps, W = width. Padding follows the real steps and holds {@code
 * Vocabulary.PAD} or zeros.
 *
 * @param width numbers of a step; 0 where steps are ids
 * @param ids [B, S], row-major; empty where steps are vectors
 * @param values [B, S, W], row-major; empty where steps are ids
 * @param lengths true lengths, [B]
 */
public record Sequences(int steps, int width, int[] ids, float[] values, int[] lengths)
    implements Serializable {

  /** Rows of ids. */
  static Sequences ofIds(List<int[]> rows) {
    return of(rows.stream().map(EncodedSequence::ofIds).toList());
  }

  /** Pads rows, which all have the same width, to the longest of them. */
  static Sequences of(List<EncodedSequence> rows) {
    int[] lengths = rows.stream().mapToInt(EncodedSequence::steps).toArray();
    int steps = Arrays.stream(lengths).max().orElse(0);
    int width = rows.stream().mapToInt(EncodedSequence::width).max().orElse(0);
    int[] ids = new int[width == 0 ? rows.size() * steps : 0];
    float[] values = new float[rows.size() * steps * width];
    Arrays.fill(ids, Vocabulary.PAD);
    for (int row = 0; row < lengths.length; row++) {
      EncodedSequence one = rows.get(row);
      System.arraycopy(one.ids(), 0, ids, width == 0 ? row * steps : 0, one.ids().length);
      System.arraycopy(one.values(), 0, values, row * steps * width, one.values().length);
    }
    return new Sequences(steps, width, ids, values, lengths);
  }

  /** Number of sequences. */
  public int rows() {
    return lengths.length;
  }

  /** Real (unpadded) steps of all rows. */
  public long realSteps() {
    long sum = 0;
    for (int length : lengths) {
      sum += length;
    }
    return sum;
  }
}
