package io.unroll.shards;

import io.unroll.tokens.Vocabulary;
import java.io.Serializable;
import java.util.Arrays;

/**
 * One sequence in numbers: an id for each step, or a vector.
 *
 * @param width numbers of a step; 0 where steps are ids
 * @param ids one for each step; empty where steps are vectors
 * @param values [steps, width], row-major; where steps are words that come with their characters,
 *     the characters' ids, as many for each; otherwise empty where steps are ids
 */
public record EncodedSequence(int width, int[] ids, float[] values) implements Serializable {
  private static final int[] NO_IDS = new int[0];
  private static final float[] NO_VALUES = new float[0];

  /** Returns one id a step. */
  public static EncodedSequence ofIds(int... ids) {
    return new EncodedSequence(0, ids, NO_VALUES);
  }

  /** Returns one vector of this width a step, [steps, width]. */
  public static EncodedSequence ofVectors(int width, float... values) {
    return new EncodedSequence(width, NO_IDS, values);
  }

  /** Characters of each word; 0 if there are none. */
  int letters() {
    return ids.length == 0 ? 0 : values.length / ids.length;
  }

  /** Returns the number of steps. */
  public int steps() {
    return width == 0 ? ids.length : values.length / width;
  }

  /** Returns the first steps; where the sequence was closed, the last of them closes it. */
  public EncodedSequence first(int steps) {
    int scale = Math.max(width, letters());
    float[] kept = Arrays.copyOf(values, steps * scale);
    if (width > 0) {
      return new EncodedSequence(width, ids, kept);
    }
    int[] first = Arrays.copyOf(ids, steps);
    if (ids[ids.length - 1] == Vocabulary.EOS) {
      first[steps - 1] = Vocabulary.EOS;
    }
    return new EncodedSequence(width, first, kept);
  }
}
