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
 * @param values [B, S, W], row-major; where steps are words that come with their characters, the
 *     characters' ids [B, S, C], otherwise empty where steps are ids
 * @param lengths true lengths, [B]
 */
public record Sequences(int steps, int width, int[] ids, float[] values, int[] lengths)
    implements Serializable {

  /** Rows of ids. */
  static Sequences ofIds(List<int[]> rows) {
    return of(rows.stream().map(EncodedSequence::ofIds).toList());
  }

  /** Pads rows, which all have the same width, to the longest of them. */
  public static Sequences of(List<EncodedSequence> rows) {
    int[] lengths = rows.stream().mapToInt(EncodedSequence::steps).toArray();
    int steps = Arrays.stream(lengths).max().orElse(0);
    int width = rows.stream().mapToInt(EncodedSequence::width).max().orElse(0);
    int letters = rows.stream().mapToInt(EncodedSequence::letters).max().orElse(0);
    int scale = Math.max(width, letters);
    int places = Math.multiplyExact(rows.size(), steps);
    int[] ids = new int[width == 0 ? places : 0];
    float[] values = new float[Math.multiplyExact(places, scale)];
    Arrays.fill(ids, Vocabulary.PAD);
    for (int row = 0; row < lengths.length; row++) {
      EncodedSequence one = rows.get(row);
      System.arraycopy(one.ids(), 0, ids, width == 0 ? row * steps : 0, one.ids().length);
      System.arraycopy(one.values(), 0, values, row * steps * scale, one.values().length);
    }
    return new Sequences(steps, width, ids, values, lengths);
  }

  /** Ids or vectors of zeros, of these lengths. */
  public static Sequences zeros(Manifest.Side side, int... lengths) {
    return of(
        Arrays.stream(lengths)
            .mapToObj(
                steps ->
                    side.width() == 0
                        ? EncodedSequence.ofIds(new int[steps])
                        : EncodedSequence.ofVectors(side.width(), new float[steps * side.width()]))
            .toList());
  }

  /** Returns the sequences from one row to before another, padded as they are. */
  Sequences rows(int from, int to) {
    int scale = lengths.length == 0 ? 0 : values.length / lengths.length;
    int places = lengths.length == 0 ? 0 : ids.length / lengths.length;
    return new Sequences(
        steps,
        width,
        Arrays.copyOfRange(ids, from * places, to * places),
        Arrays.copyOfRange(values, from * scale, to * scale),
        Arrays.copyOfRange(lengths, from, to));
  }

  /** Returns one of the sequences without its padding. */
  public EncodedSequence row(int row) {
    int scale = Math.max(width, letters());
    int from = row * steps;
    int to = from + lengths[row];
    int[] own = width == 0 ? Arrays.copyOfRange(ids, from, to) : new int[0];
    return new EncodedSequence(width, own, Arrays.copyOfRange(values, from * scale, to * scale));
  }

  /** Characters of each word, C; 0 if there are none. */
  public int letters() {
    return ids.length == 0 ? 0 : values.length / ids.length;
  }

  /** Returns the number of sequences. */
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
