package io.unroll.layers.reference;

import static io.unroll.layers.reference.Dense.sigmoid;

/**
 * The LSTM of Hochreiter &amp; Schmidhuber (1997) with the forget gate of Gers et al. (2000) and no
 * peepholes, in DL4J's layout: column blocks [candidate, forget, output, input].
 *
 * <pre>
 *   i, f, o = sigmoid(x W + h R + b),  g = tanh(x W + h R + b)
 *   c' = f c + i g,  h' = o tanh(c')
 * </pre>
 */
public final class LstmReference implements ReferenceCell {

  private record Unit(double g, double f, double o, double i) {
    static Unit of(double[] z_G, int hidden, int unit) {
      return new Unit(
          Math.tanh(z_G[unit]),
          sigmoid(z_G[hidden + unit]),
          sigmoid(z_G[2 * hidden + unit]),
          sigmoid(z_G[3 * hidden + unit]));
    }
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int biases() {
    return 4;
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public double[][] step(CellWeights weights, double[] x_I, double[][] state_SH) {
    int hidden = weights.hidden();
    double[] z_G = linear(weights, x_I, state_SH[0]);
    double[][] next_SH = new double[2][hidden];
    for (int unit = 0; unit < hidden; unit++) {
      Unit gates = Unit.of(z_G, hidden, unit);
      double c = gates.f * state_SH[1][unit] + gates.i * gates.g;
      next_SH[0][unit] = gates.o * Math.tanh(c);
      next_SH[1][unit] = c;
    }
    return next_SH;
  }

  @Override
  public StepGradient stepBack(
      CellWeights weights,
      double[] x_I,
      double[][] state_SH,
      double[][] dNext_SH,
      CellWeights dWeights) {
    int hidden = weights.hidden();
    double[] z_G = linear(weights, x_I, state_SH[0]);
    double[] dz_G = new double[4 * hidden];
    double[] dc_H = new double[hidden];
    for (int unit = 0; unit < hidden; unit++) {
      Unit gates = Unit.of(z_G, hidden, unit);
      double c = state_SH[1][unit];
      double squashed = Math.tanh(gates.f * c + gates.i * gates.g);
      double dh = dNext_SH[0][unit];
      double dc = dNext_SH[1][unit] + dh * gates.o * (1 - squashed * squashed);
      dz_G[unit] = dc * gates.i * (1 - gates.g * gates.g);
      dz_G[hidden + unit] = dc * c * gates.f * (1 - gates.f);
      dz_G[2 * hidden + unit] = dh * squashed * gates.o * (1 - gates.o);
      dz_G[3 * hidden + unit] = dc * gates.g * gates.i * (1 - gates.i);
      dc_H[unit] = dc * gates.f;
    }
    Dense.addOuter(dWeights.w_IG(), x_I, dz_G);
    Dense.addOuter(dWeights.r_HG(), state_SH[0], dz_G);
    Dense.add(dWeights.b_K(), dz_G);
    return new StepGradient(
        Dense.timesTransposed(dz_G, weights.w_IG()),
        new double[][] {Dense.timesTransposed(dz_G, weights.r_HG()), dc_H});
  }

  private static double[] linear(CellWeights weights, double[] x_I, double[] h_H) {
    return Dense.sum(
        Dense.times(x_I, weights.w_IG()), Dense.times(h_H, weights.r_HG()), weights.b_K());
  }

  @Override
  public String toString() {
    return "LSTM";
  }
}
