package io.unroll.layers.reference;

import static io.unroll.layers.reference.Dense.concat;
import static io.unroll.layers.reference.Dense.sigmoid;

/**
 * The GRU of Cho et al. (2014), whose reset gate acts before the recurrent product: W, R and b in
 * column blocks [update, reset, candidate].
 *
 * <pre>
 *   u = sigmoid(x W_u + h R_u + b_u),  r = sigmoid(x W_r + h R_r + b_r)
 *   n = tanh(x W_n + (r h) R_n + b_n)
 *   h' = u h + (1 - u) n
 * </pre>
 */
public final class GruResetBeforeReference implements ReferenceCell {

  private record Gates(double[] u_H, double[] r_H, double[] kept_H, double[] n_H) {
    static Gates of(CellWeights weights, double[] x_I, double[] h_H) {
      int hidden = h_H.length;
      double[] zx_G = Dense.sum(Dense.times(x_I, weights.w_IG()), weights.b_K());
      double[] zh_G = Dense.times(h_H, weights.r_HG());
      double[] u_H = new double[hidden];
      double[] r_H = new double[hidden];
      double[] kept_H = new double[hidden];
      for (int unit = 0; unit < hidden; unit++) {
        u_H[unit] = sigmoid(zx_G[unit] + zh_G[unit]);
        r_H[unit] = sigmoid(zx_G[hidden + unit] + zh_G[hidden + unit]);
        kept_H[unit] = r_H[unit] * h_H[unit];
      }
      double[] zKept_G = Dense.times(kept_H, weights.r_HG());
      double[] n_H = new double[hidden];
      for (int unit = 0; unit < hidden; unit++) {
        n_H[unit] = Math.tanh(zx_G[2 * hidden + unit] + zKept_G[2 * hidden + unit]);
      }
      return new Gates(u_H, r_H, kept_H, n_H);
    }
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int biases() {
    return 3;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public double[][] step(CellWeights weights, double[] x_I, double[][] state_SH) {
    double[] h_H = state_SH[0];
    Gates gates = Gates.of(weights, x_I, h_H);
    double[] next_H = new double[h_H.length];
    for (int unit = 0; unit < next_H.length; unit++) {
      double u = gates.u_H[unit];
      next_H[unit] = u * h_H[unit] + (1 - u) * gates.n_H[unit];
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
    Gates gates = Gates.of(weights, x_I, h_H);
    double[] du_H = new double[hidden];
    double[] dr_H = new double[hidden];
    double[] dn_H = new double[hidden];
    double[] dh_H = new double[hidden];
    for (int unit = 0; unit < hidden; unit++) {
      double u = gates.u_H[unit];
      double n = gates.n_H[unit];
      double dNext = dNext_SH[0][unit];
      dn_H[unit] = dNext * (1 - u) * (1 - n * n);
      du_H[unit] = dNext * (h_H[unit] - n) * u * (1 - u);
      dh_H[unit] = dNext * u;
    }
    double[] none_H = new double[hidden];
    double[] dCandidate_G = concat(none_H, none_H, dn_H);
    double[] dKept_H = Dense.timesTransposed(dCandidate_G, weights.r_HG());
    for (int unit = 0; unit < hidden; unit++) {
      double r = gates.r_H[unit];
      dr_H[unit] = dKept_H[unit] * h_H[unit] * r * (1 - r);
      dh_H[unit] += dKept_H[unit] * r;
    }
    double[] dGates_G = concat(du_H, dr_H, none_H);
    double[] dz_G = concat(du_H, dr_H, dn_H);
    Dense.addOuter(dWeights.w_IG(), x_I, dz_G);
    Dense.addOuter(dWeights.r_HG(), h_H, dGates_G);
    Dense.addOuter(dWeights.r_HG(), gates.kept_H, dCandidate_G);
    Dense.add(dWeights.b_K(), dz_G);
    Dense.add(dh_H, Dense.timesTransposed(dGates_G, weights.r_HG()));
    return new StepGradient(Dense.timesTransposed(dz_G, weights.w_IG()), new double[][] {dh_H});
  }

  @Override
  public String toString() {
    return "GRU, reset before";
  }
}
