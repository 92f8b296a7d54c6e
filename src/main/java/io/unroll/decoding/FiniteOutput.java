package io.unroll.decoding;

import io.unroll.config.InvalidInput;

/** Check that a network's outputs are numbers before anything is chosen by them. */
final class FiniteOutput {

  private FiniteOutput() {}

  /**
   * Looks at some of a network's outputs.
   *
   * @param from the first
   * @param count how many
   * @throws InvalidInput if one is not finite: no comparison would choose it, and what stands first
   *     would look like an answer
   */
  static void require(float[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InvalidInput(
            "model: its answer must be finite numbers, found "
                + values[i]
                + ": its parameters, or numbers of the input, are too large for single precision;"
                + " train it with a lower training.learningRate, or look at the input");
      }
    }
  }
}
