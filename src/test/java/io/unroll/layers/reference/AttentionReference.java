package io.unroll.layers.reference;

import java.util.Arrays;

/**
 * Global attention of Luong, Pham &amp; Manning (2015) over a whole decoder sequence, without input
 * feeding.
 *
 * <p>Of row b the first {@code sourceLengths_B[b]} source steps, at least one, are real. The others
 * are not read, get weight zero exactly and gradient zero. Every decoder step is computed; one that
 * is padding adds nothing to a gradient where the loss's gradient by its output is zero.
 *
 * <pre>
 *   a_t = softmax over the real s of score(h_t, m_s)
 *   context_t = sum over s of a_t(s) m_s
 *   output_t = tanh([context_t; h_t] W_c)
 * </pre>
 */
public record AttentionReference(AttentionScore score) {

  /** Decoder states h, encoder states m. */
  public record Inputs(double[][][] decoder_BTH, double[][][] encoder_BSH, int[] sourceLengths_B) {}

  /** The score's weights and W_c [2H, H], or a loss's gradient by them. */
  public record Weights(double[][][] score, double[][] combine_2HH) {}

  /** Attentional states, and how much weight each source step had. */
  public record Outputs(double[][][] y_BTH, double[][][] weights_BTS) {}

  /** A loss's gradient by everything that went in. */
  public record Gradients(double[][][] dDecoder_BTH, double[][][] dEncoder_BSH, Weights dWeights) {}

  private record Step(double[] weights_S, double[] combined_2H, double[] y_H) {}

  /** Attends from every decoder step. */
  public Outputs forward(Weights weights, Inputs inputs) {
    double[][][] y_BTH = Dense.zerosLike(inputs.decoder_BTH);
    double[][][] weights_BTS =
        new double[y_BTH.length][y_BTH[0].length][inputs.encoder_BSH[0].length];
    for (int row = 0; row < y_BTH.length; row++) {
      for (int t = 0; t < y_BTH[row].length; t++) {
        Step step = step(weights, inputs, row, t);
        y_BTH[row][t] = step.y_H;
        weights_BTS[row][t] = step.weights_S;
      }
    }
    return new Outputs(y_BTH, weights_BTS);
  }

  private Step step(Weights weights, Inputs inputs, int row, int t) {
    double[] h_H = inputs.decoder_BTH[row][t];
    double[][] m_SH = inputs.encoder_BSH[row];
    int real = inputs.sourceLengths_B[row];
    double[] scores = new double[real];
    for (int s = 0; s < real; s++) {
      scores[s] = score.of(weights.score, h_H, m_SH[s]);
    }
    double[] weights_S = Arrays.copyOf(Dense.softmax(scores), m_SH.length);
    double[] context_H = new double[h_H.length];
    for (int s = 0; s < real; s++) {
      Dense.addScaled(context_H, weights_S[s], m_SH[s]);
    }
    double[] combined_2H = Dense.concat(context_H, h_H);
    double[] y_H = Dense.tanh(Dense.times(combined_2H, weights.combine_2HH));
    return new Step(weights_S, combined_2H, y_H);
  }

  /** Differentiates {@link #forward}, given the loss's gradient by its states. */
  public Gradients backward(Weights weights, Inputs inputs, double[][][] dy_BTH) {
    Gradients gradients =
        new Gradients(
            Dense.zerosLike(inputs.decoder_BTH),
            Dense.zerosLike(inputs.encoder_BSH),
            new Weights(Dense.zerosLike(weights.score), Dense.zerosLike(weights.combine_2HH)));
    for (int row = 0; row < dy_BTH.length; row++) {
      for (int t = 0; t < dy_BTH[row].length; t++) {
        stepBack(weights, inputs, row, t, dy_BTH[row][t], gradients);
      }
    }
    return gradients;
  }

  private void stepBack(
      Weights weights, Inputs inputs, int row, int t, double[] dy_H, Gradients gradients) {
    Step step = step(weights, inputs, row, t);
    double[] dz_H = new double[dy_H.length];
    for (int unit = 0; unit < dz_H.length; unit++) {
      dz_H[unit] = dy_H[unit] * (1 - step.y_H[unit] * step.y_H[unit]);
    }
    Dense.addOuter(gradients.dWeights.combine_2HH, step.combined_2H, dz_H);
    double[] dCombined_2H = Dense.timesTransposed(dz_H, weights.combine_2HH);
    double[] dContext_H = Dense.elements(dCombined_2H, 0, dz_H.length);
    double[] h_H = inputs.decoder_BTH[row][t];
    double[] dh_H = gradients.dDecoder_BTH[row][t];
    Dense.add(dh_H, Dense.elements(dCombined_2H, dz_H.length, 2 * dz_H.length));
    double[] context_H = Dense.elements(step.combined_2H, 0, dz_H.length);
    for (int s = 0; s < inputs.sourceLengths_B[row]; s++) {
      double[] m_H = inputs.encoder_BSH[row][s];
      double[] dm_H = gradients.dEncoder_BSH[row][s];
      Dense.addScaled(dm_H, step.weights_S[s], dContext_H);
      // The softmax's derivative; the mean of dContext . m under the weights is dContext . context.
      double dScore =
          step.weights_S[s] * (Dense.dot(dContext_H, m_H) - Dense.dot(dContext_H, context_H));
      score.back(
          weights.score,
          h_H,
          m_H,
          dScore,
          new AttentionScore.Gradient(dh_H, dm_H, gradients.dWeights.score));
    }
  }
}
