package io.unroll.layers.reference;

import java.util.Arrays;

/**
 * A recurrent cell with attention in its recurrence over whole sequences, row by row.
 *
 * <p>Of row b the first {@code lengths_B[b]} steps and the first {@code sourceLengths_B[b]} source
 * steps are real; padding is not read. The output at padded steps is zero. A row without any source
 * has contexts of zero.
 *
 * <pre>
 *   fed:      s_t = cell([y_t; o_{t-1}], s_{t-1});  c_t = attention(s_t);  o_t = tanh([c_t; s_t] W_c)
 *   not fed:  c_t = attention(s_{t-1});  s_t = cell([y_t; c_t], s_{t-1});
 *             o_t = tanh([s_t; y_t; c_t] W_c)
 * </pre>
 *
 * @param fed whether the output is fed to the next step, rather than the context to the same
 */
public record AttentiveReference(ReferenceCell cell, AttentionScore score, boolean fed) {

  /** The cell's weights, the score's, and W_c. */
  public record Weights(CellWeights cell, double[][][] score, double[][] combine) {}

  /** Inputs y, encoder states m, and states {h} or {h, c} before the first step. */
  public record Inputs(
      double[][][] y_BTE,
      double[][][] memory_BSH,
      double[][][] initial_BXH,
      int[] lengths_B,
      int[] sourceLengths_B) {}

  /** Attentional states, and how much weight each source step had. */
  public record Outputs(double[][][] output_BTH, double[][][] weights_BTS) {}

  /** Weights of the right shapes. */
  public Weights weights(Draws draws, int inputSize, int hidden, int attention) {
    return new Weights(
        draws.weights(cell, inputSize + hidden, hidden),
        score.weights(draws, hidden, attention),
        draws.array(fed ? 2 * hidden : 2 * hidden + inputSize, hidden));
  }

  /** Runs all rows. */
  public Outputs forward(Weights weights, Inputs inputs) {
    int batch = inputs.y_BTE.length;
    int steps = inputs.y_BTE[0].length;
    int hidden = weights.cell.hidden();
    double[][][] output_BTH = new double[batch][steps][hidden];
    double[][][] weights_BTS = new double[batch][steps][inputs.memory_BSH[0].length];
    Outputs outputs = new Outputs(output_BTH, weights_BTS);
    for (int row = 0; row < batch; row++) {
      runRow(weights, inputs, row, outputs);
    }
    return outputs;
  }

  private void runRow(Weights weights, Inputs inputs, int row, Outputs outputs) {
    double[][] m_SH = Arrays.copyOf(inputs.memory_BSH[row], inputs.sourceLengths_B[row]);
    double[][] state_XH = inputs.initial_BXH[row];
    double[] last_H = new double[weights.cell.hidden()];
    for (int t = 0; t < inputs.lengths_B[row]; t++) {
      double[] y_E = inputs.y_BTE[row][t];
      double[] query_H = state_XH[0];
      if (fed) {
        state_XH = cell.step(weights.cell, Dense.concat(y_E, last_H), state_XH);
        query_H = state_XH[0];
      }
      double[] a_S = shares(weights, query_H, m_SH);
      double[] c_H = context(a_S, m_SH, last_H.length);
      if (fed) {
        last_H = combined(weights, c_H, query_H);
      } else {
        state_XH = cell.step(weights.cell, Dense.concat(y_E, c_H), state_XH);
        last_H = combined(weights, state_XH[0], y_E, c_H);
      }
      outputs.output_BTH[row][t] = last_H;
      System.arraycopy(a_S, 0, outputs.weights_BTS[row][t], 0, a_S.length);
    }
  }

  private double[] shares(Weights weights, double[] query_H, double[][] m_SH) {
    double[] scores =
        Arrays.stream(m_SH).mapToDouble(m_H -> score.of(weights.score, query_H, m_H)).toArray();
    return scores.length == 0 ? scores : Dense.softmax(scores);
  }

  private static double[] context(double[] a_S, double[][] m_SH, int hidden) {
    double[] context_H = new double[hidden];
    for (int s = 0; s < a_S.length; s++) {
      Dense.addScaled(context_H, a_S[s], m_SH[s]);
    }
    return context_H;
  }

  private static double[] combined(Weights weights, double[]... parts) {
    return Dense.tanh(Dense.times(Dense.concat(parts), weights.combine));
  }

  /** The outputs at real steps, summed with these factors. */
  public double loss(Weights weights, Inputs inputs, double[][][] dOutput_BTH) {
    double[][][] output_BTH = forward(weights, inputs).output_BTH;
    double loss = 0;
    for (int row = 0; row < output_BTH.length; row++) {
      for (int t = 0; t < inputs.lengths_B[row]; t++) {
        loss += Dense.dot(output_BTH[row][t], dOutput_BTH[row][t]);
      }
    }
    return loss;
  }
}
