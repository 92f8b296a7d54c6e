package io.unroll.benchmark;

import java.util.SplittableRandom;

/** Sampler of tokens by their probabilities, for both sides alike. */
final class Draws {
  private Draws() {}

  /** A token a row of probabilities [B, V]. */
  static int[] of(float[] probabilities_BV, int rows, SplittableRandom random) {
    int vocabulary = probabilities_BV.length / rows;
    int[] drawn = new int[rows];
    for (int row = 0; row < rows; row++) {
      double point = random.nextDouble();
      int token = 0;
      while (token + 1 < vocabulary && (point -= probabilities_BV[row * vocabulary + token]) >= 0) {
        token++;
      }
      drawn[row] = token;
    }
    return drawn;
  }
}
