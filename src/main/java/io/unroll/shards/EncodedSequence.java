package io.unroll.shards;

import java.io.Serializable;

/**
 * One sequence in numbers: an id for each step, or a vector.
 *
 * @param width numbers of a step; 0 where steps are ids
 * @param ids one for each step; empty where steps are vectors
 * @param values [steps, width], row-major; empty where steps are ids
 */
record EncodedSequence(int width, int[] ids, float[] values) implements Serializable {
  private static final int[] NO_IDS = new int[0];
  private static final float[] NO_VALUES = new float[0];

  static EncodedSequence ofIds(int... ids) {
    return new EncodedSequence(0, ids, NO_VALUES);
  }

  static EncodedSequence ofVectors(int width, float... values) {
    return new EncodedSequence(width, NO_IDS, values);
  }

  int steps() {
    return width == 0 ? ids.length : values.length / width;
  }
}
