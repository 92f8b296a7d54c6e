package io.unroll.layers.reference;

import static io.unroll.layers.reference.Dense.concat;
import static io.unroll.layers.reference.Dense.sigmoid;

/**
 * The minimal gated unit of Zhou et al. (2016): W, R and b in column blocks [forget, candidate].
 *
 * <pre>
 *   f = sigmoid(x W_f + h R_f + b_f),  n = tanh(x W_n + (f h) R_n + b_n)
 *   h' = (1 - f) h + f n
 * </pre>
 */
public final class MinimalGatedReference implements ReferenceCell {

  private record Gates(double[] f_H, double[] kept_H, double[] n_H) {
    static Gates of(CellWeights weights, double[] x_I, double[] h_H) {
      int hidden = h_H.length;
      double[] zx_G = Dense.sum(Dense.times(x_I, weights.w_IG()), weights.b_K());
      double[] zh_G = Dense.times(h_H, weights.r_HG());
      double[] f_H = new double[hidden];
      double[] kept_H = new double[hidden];
      for (int unit = 0; unit < hidden; unit++) {
        f_H[unit] = sigmoid(zx_G[unit] + zh_G[unit]);
        kept_H[unit] = f_H[unit] * h_H[unit];
      }
      double[] zKept_G = Dense.times(kept_H, weights.r_HG());
      double[] n_H = new double[hidden];
      for (int unit = 0; unit < hidden; unit++) {
        n_H[unit] = Math.tanh(zx_G[hidden + unit] + zKept_G[hidden + unit]);
      }
      return new Gates(f_H, kept_H, n_H);
    }
  }

  @Override
  public int gates() {
    return 2;
  }

  @Override
  public int biases() {
    return 2;
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
      double f = gates.f_H[unit];
      next_H[unit] = (1 - f) * h_H[unit] + f * gates.n_H[unit];
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
    double[] dn_H = new double[hidden];
    for (int unit = 0; unit < hidden; unit++) {
      double n = gates.n_H[unit];
      dn_H[unit] = dNext_SH[0][unit] * gates.f_H[unit] * (1 - n * n);
    }
    double[] none_H = new double[hidden];
    double[] dCandidate_G = concat(none_H, dn_H);
    double[] dKept_H = Dense.timesTransposed(dCandidate_G, weights.r_HG());
    double[] df_H = new double[hidden];
    double[] dh_H = new double[hidden];
    for (int unit = 0; unit < hidden; unit++) {
      double f = gates.f_H[unit];
      double dNext = dNext_SH[0][unit];
      df_H[unit] =
          (dNext * (gates.n_H[unit] - h_H[unit]) + dKept_H[unit] * h_H[unit]) * f * (1 - f);
      dh_H[unit] = dNext * (1 - f) + dKept_H[unit] * f;
    }
    double[] dForget_G = concat(df_H, none_H);
    double[] dz_G = concat(df_H, dn_H);
    Dense.addOuter(dWeights.w_IG(), x_I, dz_G);
    Dense.addOuter(dWeights.r_HG(), h_H, dForget_G);
    Dense.addOuter(dWeights.r_HG(), gates.kept_H, dCandidate_G);
    Dense.add(dWeights.b_K(), dz_G);
    Dense.add(dh_H, Dense.timesTransposed(dForget_G, weights.r_HG()));
    return new StepGradient(Dense.timesTransposed(dz_G, weights.w_IG()), new double[][] {dh_H});
  }

  @Override
  public String toString() {
    return "minimal gated unit";
  }
}
