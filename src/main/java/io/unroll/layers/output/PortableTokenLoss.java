package io.unroll.layers.output;

import io.unroll.layers.embedding.TokenIds;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The loss of {@link TokenLoss} by ND4J operations in any float type: equations and legend there.
 *
 * <p>The stock layer's cross-entropy clips probabilities at 1e-10 and so calls every worse target
 * as bad as that; here the loss is taken from the scores.
 */
final class PortableTokenLoss {
  private final double smoothing;

  PortableTokenLoss(double smoothing) {
    this.smoothing = smoothing;
  }

  /** Sums up loss and hits of scores [N, V]. */
  TokenTally tally(INDArray z_NV, TokenIds ids, TokenListener listener) {
    INDArray most_N = z_NV.argMax(1);
    INDArray greatest_N1 = z_NV.max(true, 1);
    INDArray logSum_N1 =
        Transforms.log(Transforms.exp(z_NV.subColumnVector(greatest_N1), false).sum(true, 1), false)
            .addi(greatest_N1);
    INDArray mean_N1 = z_NV.mean(true, 1);
    TokenTally total = TokenTally.NONE;
    for (int place = 0; place < ids.count(); place++) {
      int target = ids.ids()[place];
      if (target != TokenIds.IGNORED) {
        double logSum = logSum_N1.getDouble(place);
        double nats = logSum - z_NV.getDouble(place, target);
        double spread = logSum - mean_N1.getDouble(place);
        listener.counted(target, nats);
        boolean hit = most_N.getLong(place) == target && !Double.isNaN(nats);
        total =
            total.plus(
                new TokenTally((1 - smoothing) * nats + smoothing * spread, nats, 1, hit ? 1 : 0));
      }
    }
    return total;
  }

  /** Softmax of scores, [N, V]. ND4J's own makes NaN of a row of large negative ones. */
  static INDArray probabilities(INDArray z_NV) {
    INDArray p_NV = Transforms.exp(z_NV.subColumnVector(z_NV.max(true, 1)), false);
    return p_NV.diviColumnVector(p_NV.sum(true, 1));
  }

  /** Returns the loss's gradient by the scores [N, V]; zero where a target is ignored. */
  INDArray gradient(INDArray z_NV, TokenIds ids) {
    double share = smoothing / z_NV.size(1);
    INDArray dz_NV = probabilities(z_NV).subi(share);
    for (int place = 0; place < ids.count(); place++) {
      int target = ids.ids()[place];
      if (target == TokenIds.IGNORED) {
        dz_NV.getRow(place).assign(0);
      } else {
        dz_NV.putScalar(place, target, dz_NV.getDouble(place, target) - (1 - smoothing));
      }
    }
    return dz_NV;
  }
}
