package io.unroll.averaging;

import java.util.List;
import java.util.function.Function;

/**
 * Mean of the workers' arrays, each weighted by the tokens it was trained on.
 *
 * <pre>
 *   mean_i = sum_w tokens_w x_wi / sum_w tokens_w
 * </pre>
 *
 * <p>Sums are double and run in worker order, so the mean does not depend on who came back first.
 */
final class WeightedMean {
  private final List<Piece> pieces;
  private final double total;

  /**
   * @param pieces of one slice, in worker order
   */
  WeightedMean(List<Piece> pieces) {
    this.pieces = pieces;
    this.total = pieces.stream().mapToLong(Piece::weight).sum();
  }

  /** Returns whether no worker has seen a token, so that there is nothing to average. */
  boolean isEmpty() {
    return total == 0;
  }

  double[] of(Function<ModelState, float[]> array) {
    double[] sum = new double[array.apply(pieces.get(0).model()).length];
    for (Piece piece : pieces) {
      float[] values = array.apply(piece.model());
      double weight = piece.weight();
      for (int i = 0; weight > 0 && i < sum.length; i++) {
        sum[i] += weight * values[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= total;
    }
    return sum;
  }
}
