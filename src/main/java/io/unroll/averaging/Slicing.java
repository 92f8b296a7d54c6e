package io.unroll.averaging;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Division of flat arrays into as many slices as executors reduce in parallel.
 *
 * @param slices at least the number of workers
 */
public record Slicing(int slices) implements Serializable {
  /** A slice of this many floats is a quarter of a gigabyte. */
  private static final long MOST_FLOATS = 1L << 26;

  /** Returns one slice a worker, more where a slice would be too long for one message. */
  static Slicing of(int workers, long floats) {
    return new Slicing(
        Math.max(workers, Math.toIntExact((floats + MOST_FLOATS - 1) / MOST_FLOATS)));
  }

  /** First index of a slice of an array of this length. */
  public int from(int slice, int length) {
    return (int) ((long) length * slice / slices);
  }

  float[] cut(float[] whole, int slice) {
    return Arrays.copyOfRange(whole, from(slice, whole.length), from(slice + 1, whole.length));
  }

  /** Puts a slice back into the array it was cut from. */
  void paste(float[] part, int slice, float[] whole) {
    int from = from(slice, whole.length);
    if (from(slice + 1, whole.length) - from != part.length) {
      throw new IllegalArgumentException(
          "slice %s of %s of %s values must not have %s"
              .formatted(slice, slices, whole.length, part.length));
    }
    System.arraycopy(part, 0, whole, from, part.length);
  }
}
