package io.unroll.layers.reference;

/**
 * The network of Elman (1990).
 *
 * <pre>
 *   h' = a(x W + h R + b)
 * </pre>
 */
public record SimpleRnnReference(Activation activation) implements ReferenceCell {

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int biases() {
    return 1;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public double[][] step(CellWeights weights, double[] x_I, double[][] state_SH) {
    double[] z_H = linear(weights, x_I, state_SH[0]);
    for (int unit = 0; unit < z_H.length; unit++) {
      z_H[unit] = activation.value(z_H[unit]);
    }
    return new double[][] {z_H};
  }

  @Override
  public StepGradient stepBack(
      CellWeights weights,
      double[] x_I,
      double[][] state_SH,
      double[][] dNext_SH,
      CellWeights dWeights) {
    double[] dz_H = linear(weights, x_I, state_SH[0]);
    for (int unit = 0; unit < dz_H.length; unit++) {
      dz_H[unit] = dNext_SH[0][unit] * activation.slope(dz_H[unit]);
    }
    Dense.addOuter(dWeights.w_IG(), x_I, dz_H);
    Dense.addOuter(dWeights.r_HG(), state_SH[0], dz_H);
    Dense.add(dWeights.b_K(), dz_H);
    return new StepGradient(
        Dense.timesTransposed(dz_H, weights.w_IG()),
        new double[][] {Dense.timesTransposed(dz_H, weights.r_HG())});
  }

  private static double[] linear(CellWeights weights, double[] x_I, double[] h_H) {
    return Dense.sum(
        Dense.times(x_I, weights.w_IG()), Dense.times(h_H, weights.r_HG()), weights.b_K());
  }
}
