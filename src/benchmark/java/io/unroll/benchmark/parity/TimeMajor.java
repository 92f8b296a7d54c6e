package io.unroll.benchmark.parity;

import java.util.Arrays;

/** Row-major matrices [B, T] of a batch in the order of the steps, [T, B]. */
final class TimeMajor {
  private TimeMajor() {}

  static long[] ids(int[] ids_BT, int rows) {
    int steps = ids_BT.length / rows;
    long[] ids_TB = new long[ids_BT.length];
    for (int i = 0; i < ids_BT.length; i++) {
      ids_TB[i % steps * rows + i / steps] = ids_BT[i];
    }
    return ids_TB;
  }

  /** One on real steps, zero on padding. */
  static float[] mask(int[] lengths, int steps) {
    float[] mask_TB = new float[steps * lengths.length];
    for (int i = 0; i < mask_TB.length; i++) {
      mask_TB[i] = i / lengths.length < lengths[i % lengths.length] ? 1 : 0;
    }
    return mask_TB;
  }

  /** Returns the index of each step of the reversed sequences; padding stays in its place. */
  static long[] reversed(int[] lengths, int steps) {
    int rows = lengths.length;
    long[] places_TB = new long[steps * rows];
    for (int i = 0; i < places_TB.length; i++) {
      int row = i % rows;
      int step = i / rows;
      int from = step < lengths[row] ? lengths[row] - 1 - step : step;
      places_TB[i] = (long) from * rows + row;
    }
    return places_TB;
  }

  /** Returns the index of each sequence's last real step; the first step of one without any. */
  static long[] last(int[] lengths) {
    long[] places_B = new long[lengths.length];
    Arrays.setAll(places_B, row -> (long) Math.max(0, lengths[row] - 1) * lengths.length + row);
    return places_B;
  }
}
