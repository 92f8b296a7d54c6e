package io.unroll.averaging;

/**
 * Blockwise model-update filtering (Chen &amp; Huo 2016, equations 6 to 10).
 *
 * <pre>
 *   G = mean - started
 *   D = momentum D + rate G
 *   W = W + D
 *   next = W                  classical block momentum
 *   next = W + momentum D     Nesterov form: started one momentum step ahead
 * </pre>
 *
 * <p>State: D. The Nesterov form does not keep W, which is what the workers started from less
 * momentum D.
 *
 * @param rate zeta
 * @param momentum eta
 * @param lookAhead whether the Nesterov form is taken
 */
record BlockMomentum(double rate, double momentum, boolean lookAhead) implements OuterRule {

  @Override
  public int stateArrays() {
    return 1;
  }

  @Override
  public float[] step(float[] started, double[] mean, float[] state) {
    float[] next = new float[mean.length];
    for (int i = 0; i < next.length; i++) {
      double ahead = lookAhead ? momentum * state[i] : 0;
      double step = momentum * state[i] + rate * (mean[i] - started[i]);
      state[i] = (float) step;
      next[i] = (float) (started[i] - ahead + step + (lookAhead ? momentum * state[i] : 0));
    }
    return next;
  }

  @Override
  public float[] model(float[] next, float[] state) {
    if (!lookAhead) {
      return next;
    }
    float[] model = new float[next.length];
    for (int i = 0; i < model.length; i++) {
      model[i] = (float) (next[i] - momentum * state[i]);
    }
    return model;
  }
}
