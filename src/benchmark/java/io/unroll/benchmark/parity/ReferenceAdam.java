package io.unroll.benchmark.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Adam (Kingma &amp; Ba 2015, section 2, with the step size corrected for bias), by DJL's native
 * update.
 */
final class ReferenceAdam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final float NO_DECAY = 0;
  private static final float NO_VALUE_CLIPPING = -1;

  private final NDList parameters;
  private final NDList means = new NDList();
  private final NDList variances = new NDList();
  private final double rate;
  private int steps;

  /**
   * @param parameters moved in place
   */
  ReferenceAdam(NDList parameters, double rate) {
    this.parameters = parameters;
    this.rate = rate;
    for (NDArray parameter : parameters) {
      means.add(parameter.zerosLike());
      variances.add(parameter.zerosLike());
    }
  }

  /** Moves the parameters by these gradients times a factor. */
  void update(NDList gradients, double scale) {
    steps++;
    double corrected = rate * Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    for (int i = 0; i < gradients.size(); i++) {
      NDArray parameter = parameters.get(i);
      parameter
          .getNDArrayInternal()
          .adamUpdate(
              new NDList(parameter, gradients.get(i), means.get(i), variances.get(i)),
              new NDList(parameter),
              (float) rate,
              (float) corrected,
              NO_DECAY,
              (float) scale,
              NO_VALUE_CLIPPING,
              (float) BETA1,
              (float) BETA2,
              (float) EPSILON,
              false,
              false);
    }
  }
}
