package io.unroll.layers.reference;

/**
 * The parameters of a recurrent cell, or the gradient of a loss by them.
 *
 * <p>G = gates H, the column blocks of the cell one after the other; K = bias blocks H.
 */
public record CellWeights(double[][] w_IG, double[][] r_HG, double[] b_K) {

  /** Zeros in the shapes of a cell. */
  public static CellWeights zeros(ReferenceCell cell, int inputSize, int hidden) {
    int columns = cell.gates() * hidden;
    return new CellWeights(
        new double[inputSize][columns],
        new double[hidden][columns],
        new double[cell.biases() * hidden]);
  }

  CellWeights zerosLike() {
    return new CellWeights(Dense.zerosLike(w_IG), Dense.zerosLike(r_HG), new double[b_K.length]);
  }

  int hidden() {
    return r_HG.length;
  }
}
