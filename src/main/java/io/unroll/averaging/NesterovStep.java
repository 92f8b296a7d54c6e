package io.unroll.averaging;

import java.util.Optional;

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
  private static final double RATE = 0.7;
  private static final double MOST_MOMENTUM = 0.9;

  /**
   * Returns the rule with its own factors where none are given.
   *
   * <p>Steps that go on in one direction are made {@code rate / (1 - momentum)} times as long.
   * DiLoCo's factors, 0.7 and 0.9, were chosen for eight workers and make 7 of it; with two workers
   * and steps small enough to point the same way, the training leaves what it had found. So the
   * momentum makes them as many times as long as there are workers, at most, as that of {@link
   * BlockMomentum} does.
   */
  static NesterovStep of(Optional<Double> rate, Optional<Double> momentum, int workers) {
    double own = rate.orElse(RATE);
    double share = Math.max(0, Math.min(MOST_MOMENTUM, 1 - own / workers));
    return new NesterovStep(own, momentum.orElse(share));
  }

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
