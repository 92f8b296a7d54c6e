package io.unroll.layers.reference;

/**
 * Score of a source state m for a decoder state h, and its derivative.
 *
 * <p>{@code weights} are the score's own matrices in the order of its Javadoc; gradients are added
 * to {@code dh_H}, {@code dm_H} and {@code dWeights}.
 */
public enum AttentionScore {

  /** h . m, of Luong, Pham &amp; Manning (2015); no weights. */
  DOT {
    @Override
    public double[][][] weights(Draws draws, int hidden, int attention) {
      return new double[0][][];
    }

    @Override
    double of(double[][][] weights, double[] h_H, double[] m_H) {
      return Dense.dot(h_H, m_H);
    }

    @Override
    void back(double[][][] weights, double[] h_H, double[] m_H, double dScore, Gradient gradient) {
      Dense.addScaled(gradient.dh_H, dScore, m_H);
      Dense.addScaled(gradient.dm_H, dScore, h_H);
    }
  },

  /** h W_a m', of Luong, Pham &amp; Manning (2015); weights {W_a [H, H]}. */
  GENERAL {
    @Override
    public double[][][] weights(Draws draws, int hidden, int attention) {
      return new double[][][] {draws.array(hidden, hidden)};
    }

    @Override
    double of(double[][][] weights, double[] h_H, double[] m_H) {
      return Dense.dot(Dense.times(h_H, weights[0]), m_H);
    }

    @Override
    void back(double[][][] weights, double[] h_H, double[] m_H, double dScore, Gradient gradient) {
      Dense.addScaled(gradient.dh_H, dScore, Dense.timesTransposed(m_H, weights[0]));
      Dense.addScaled(gradient.dm_H, dScore, Dense.times(h_H, weights[0]));
      Dense.addOuter(gradient.dWeights[0], h_H, Dense.scaled(dScore, m_H));
    }
  },

  /**
   * v . tanh(h W_q + m W_m), of Bahdanau, Cho &amp; Bengio (2015); weights {W_q [H, A], W_m [H, A],
   * v [1, A]}.
   */
  ADDITIVE {
    @Override
    public double[][][] weights(Draws draws, int hidden, int attention) {
      return new double[][][] {
        draws.array(hidden, attention), draws.array(hidden, attention), draws.array(1, attention)
      };
    }

    @Override
    double of(double[][][] weights, double[] h_H, double[] m_H) {
      return Dense.dot(weights[2][0], matched(weights, h_H, m_H));
    }

    @Override
    void back(double[][][] weights, double[] h_H, double[] m_H, double dScore, Gradient gradient) {
      double[] matched_A = matched(weights, h_H, m_H);
      double[] dz_A = new double[matched_A.length];
      for (int i = 0; i < dz_A.length; i++) {
        dz_A[i] = dScore * weights[2][0][i] * (1 - matched_A[i] * matched_A[i]);
      }
      Dense.add(gradient.dh_H, Dense.timesTransposed(dz_A, weights[0]));
      Dense.add(gradient.dm_H, Dense.timesTransposed(dz_A, weights[1]));
      Dense.addOuter(gradient.dWeights[0], h_H, dz_A);
      Dense.addOuter(gradient.dWeights[1], m_H, dz_A);
      Dense.addScaled(gradient.dWeights[2][0], dScore, matched_A);
    }

    private double[] matched(double[][][] weights, double[] h_H, double[] m_H) {
      return Dense.tanh(Dense.sum(Dense.times(h_H, weights[0]), Dense.times(m_H, weights[1])));
    }
  };

  /** Sums to which {@link #back} adds. */
  record Gradient(double[] dh_H, double[] dm_H, double[][][] dWeights) {}

  /** Weights in this score's shapes. */
  public abstract double[][][] weights(Draws draws, int hidden, int attention);

  abstract double of(double[][][] weights, double[] h_H, double[] m_H);

  abstract void back(
      double[][][] weights, double[] h_H, double[] m_H, double dScore, Gradient gradient);
}
