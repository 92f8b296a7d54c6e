package io.unroll.layers.reference;

import static io.unroll.layers.reference.Dense.concat;
import static io.unroll.layers.reference.Dense.elements;
import static io.unroll.layers.reference.Dense.sigmoid;

/**
 * The GRU as cuDNN and PyTorch have it, whose reset gate acts after the recurrent product: W and R
 * in column blocks [update, reset, candidate], b in [update, reset, candidate, recurrent
 * candidate].
 *
 * <pre>
 *   u = sigmoid(x W_u + h R_u + b_u),  r = sigmoid(x W_r + h R_r + b_r)
 *   q = h R_n + b_rn,  n = tanh(x W_n + b_n + r q)
 *   h' = u h + (1 - u) n
 * </pre>
 */
public final class GruResetAfterReference implements ReferenceCell {

  private record Unit(double u, double r, double q, double n) {
    static Unit of(double[] zx_G, double[] zh_G, int unit) {
      int hidden = zx_G.length / 3;
      double r = sigmoid(zx_G[hidden + unit] + zh_G[hidden + unit]);
      double q = zh_G[2 * hidden + unit];
      double n = Math.tanh(zx_G[2 * hidden + unit] + r * q);
      return new Unit(sigmoid(zx_G[unit] + zh_G[unit]), r, q, n);
    }
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int biases() {
    return 4;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public double[][] step(CellWeights weights, double[] x_I, double[][] state_SH) {
    double[] h_H = state_SH[0];
    double[] zx_G = fromInput(weights, x_I);
    double[] zh_G = fromState(weights, h_H);
    double[] next_H = new double[h_H.length];
    for (int unit = 0; unit < next_H.length; unit++) {
      Unit gates = Unit.of(zx_G, zh_G, unit);
      next_H[unit] = gates.u * h_H[unit] + (1 - gates.u) * gates.n;
    }
    return new double[][] {next_H};
  }

  @Override
  public StepGradient stepBack(
      CellWeights weights,
      double[] x_I,
      double[][] state_SH,
      double[][] dNext_SH,
      CellWeights dWeights) {
    double[] h_H = state_SH[0];
    int hidden = h_H.length;
    double[] zx_G = fromInput(weights, x_I);
    double[] zh_G = fromState(weights, h_H);
    double[] du_H = new double[hidden];
    double[] dr_H = new double[hidden];
    double[] dn_H = new double[hidden];
    double[] dq_H = new double[hidden];
    double[] dDirect_H = new double[hidden];
    for (int unit = 0; unit < hidden; unit++) {
      Unit gates = Unit.of(zx_G, zh_G, unit);
      double dNext = dNext_SH[0][unit];
      dn_H[unit] = dNext * (1 - gates.u) * (1 - gates.n * gates.n);
      du_H[unit] = dNext * (h_H[unit] - gates.n) * gates.u * (1 - gates.u);
      dr_H[unit] = dn_H[unit] * gates.q * gates.r * (1 - gates.r);
      dq_H[unit] = dn_H[unit] * gates.r;
      dDirect_H[unit] = dNext * gates.u;
    }
    double[] dzx_G = concat(du_H, dr_H, dn_H);
    double[] dzh_G = concat(du_H, dr_H, dq_H);
    Dense.addOuter(dWeights.w_IG(), x_I, dzx_G);
    Dense.addOuter(dWeights.r_HG(), h_H, dzh_G);
    Dense.add(dWeights.b_K(), concat(dzx_G, dq_H));
    double[] dh_H = Dense.sum(dDirect_H, Dense.timesTransposed(dzh_G, weights.r_HG()));
    return new StepGradient(Dense.timesTransposed(dzx_G, weights.w_IG()), new double[][] {dh_H});
  }

  private static double[] fromInput(CellWeights weights, double[] x_I) {
    double[] b_G = elements(weights.b_K(), 0, 3 * weights.hidden());
    return Dense.sum(Dense.times(x_I, weights.w_IG()), b_G);
  }

  private static double[] fromState(CellWeights weights, double[] h_H) {
    int hidden = weights.hidden();
    double[] b_H = elements(weights.b_K(), 3 * hidden, 4 * hidden);
    return Dense.sum(Dense.times(h_H, weights.r_HG()), concat(new double[2 * hidden], b_H));
  }

  @Override
  public String toString() {
    return "GRU, reset after";
  }
}
