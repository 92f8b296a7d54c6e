package io.unroll.layers.reference;

/**
 * A recurrent cell over whole sequences, forward and backward.
 *
 * <p>Row b has {@code lengths_B[b]} real steps and padding after them. Padding is not read: the
 * last state is the one after the last real step, the gradient by padded input is zero, and what
 * stands in the output at padded steps (here zero) is nobody's business: {@code dy_BTH} is not read
 * there. Reversed, a row is read from its last real step to its first, each output at its own
 * position.
 */
public record ReferenceLayer(ReferenceCell cell, boolean reversed) {

  /** States are {h} or {h, c} for each row: {@code initial_BSH[row][0]} is h. */
  public record Inputs(double[][][] x_BTI, double[][][] initial_BSH, int[] lengths_B) {}

  /** Hidden states at every step, and the states after the last step read. */
  public record Outputs(double[][][] y_BTH, double[][][] last_BSH) {}

  /** A loss's gradient by everything that went in. */
  public record Gradients(double[][][] dx_BTI, double[][][] dInitial_BSH, CellWeights dWeights) {}

  /** Reads all rows. */
  public Outputs forward(CellWeights weights, Inputs inputs) {
    int batch = inputs.x_BTI.length;
    double[][][] y_BTH = new double[batch][inputs.x_BTI[0].length][weights.hidden()];
    double[][][] last_BSH = new double[batch][][];
    for (int row = 0; row < batch; row++) {
      int length = inputs.lengths_B[row];
      double[][][] states = states(weights, inputs, row);
      for (int read = 0; read < length; read++) {
        y_BTH[row][position(read, length)] = states[read + 1][0].clone();
      }
      last_BSH[row] = Dense.copy(states[length]);
    }
    return new Outputs(y_BTH, last_BSH);
  }

  /** Differentiates {@link #forward}, given the loss's gradient by both of its outputs. */
  public Gradients backward(
      CellWeights weights, Inputs inputs, double[][][] dy_BTH, double[][][] dLast_BSH) {
    double[][][] dx_BTI = Dense.zerosLike(inputs.x_BTI);
    double[][][] dInitial_BSH = new double[dx_BTI.length][][];
    CellWeights dWeights = weights.zerosLike();
    for (int row = 0; row < dx_BTI.length; row++) {
      int length = inputs.lengths_B[row];
      double[][][] states = states(weights, inputs, row);
      double[][] dState_SH = Dense.copy(dLast_BSH[row]);
      for (int read = length - 1; read >= 0; read--) {
        int step = position(read, length);
        Dense.add(dState_SH[0], dy_BTH[row][step]);
        ReferenceCell.StepGradient gradient =
            cell.stepBack(weights, inputs.x_BTI[row][step], states[read], dState_SH, dWeights);
        dx_BTI[row][step] = gradient.dx_I();
        dState_SH = gradient.dState_SH();
      }
      dInitial_BSH[row] = dState_SH;
    }
    return new Gradients(dx_BTI, dInitial_BSH, dWeights);
  }

  /** The initial state of a row, then the state after each real step, in the order read. */
  private double[][][] states(CellWeights weights, Inputs inputs, int row) {
    int length = inputs.lengths_B[row];
    double[][][] states = new double[length + 1][][];
    states[0] = inputs.initial_BSH[row];
    for (int read = 0; read < length; read++) {
      double[] x_I = inputs.x_BTI[row][position(read, length)];
      states[read + 1] = cell.step(weights, x_I, states[read]);
    }
    return states;
  }

  private int position(int read, int length) {
    return reversed ? length - 1 - read : read;
  }

  @Override
  public String toString() {
    return cell + (reversed ? " reversed" : "");
  }
}
