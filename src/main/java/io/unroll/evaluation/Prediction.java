package io.unroll.evaluation;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What the network wrote for one example.
 *
 * @param source ids read
 * @param reference ids that should have been written, end-of-sequence left out
 * @param predicted ids written, end-of-sequence left out
 */
public record Prediction(String key, int[] source, int[] reference, int[] predicted)
    implements Serializable {

  /** Whether every token is right and none is missing or too many. */
  public boolean exact() {
    return Arrays.equals(reference, predicted);
  }
}
