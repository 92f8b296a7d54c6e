package io.unroll.averaging;

/**
 * DiLoCo's outer optimiser (Douillard et al. 2023, arXiv 2311.08105, Algorithm 1): Nesterov
 * momentum on the negative of the workers' common step, in the form of Sutskever et al. (2013) that
 * PyTorch's SGD has.
 *
 * <pre>
 *   g = started - mean
 *   v = momentum v + g
 *   next = started - rate (g + momentum v)
 * </pre>
 */
record NesterovStep(double rate, double momentum) implements OuterRule {
  static final double RATE = 0.7;
  static final double MOMENTUM = 0.9;

  @Override
  public int stateArrays() {
    return 1;
  }

  @Override
  public float[] step(float[] started, double[] mean, float[] state) {
    float[] next = new float[mean.length];
    for (int i = 0; i < next.length; i++) {
      double slope = started[i] - mean[i];
      state[i] = (float) (momentum * state[i] + slope);
      next[i] = (float) (started[i] - rate * (slope + momentum * state[i]));
    }
    return next;
  }
}
