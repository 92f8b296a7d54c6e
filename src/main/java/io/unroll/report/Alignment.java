package io.unroll.report;

import java.util.List;

/**
 * Attention of the tokens of an answer to those of its input.
 *
 * @param input tokens, [S]
 * @param output tokens, [T]
 * @param weights [T][S], each row a share of 1
 */
public record Alignment(List<String> input, List<String> output, float[][] weights) {

  /** Refuses weights of another shape. */
  public Alignment {
    input = List.copyOf(input);
    output = List.copyOf(output);
    if (weights.length != output.size()) {
      throw new IllegalArgumentException(
          "each of %s tokens must have its weights, got %s"
              .formatted(output.size(), weights.length));
    }
    for (float[] row : weights) {
      if (row.length != input.size()) {
        throw new IllegalArgumentException(
            "weights must be over %s tokens, got %s".formatted(input.size(), row.length));
      }
    }
  }
}
