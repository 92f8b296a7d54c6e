package io.unroll.layers.reference;

/**
 * One time step of a recurrent cell for one row of a batch, and its derivative.
 *
 * <p>The state is {@code state_SH = {h}}, or {@code {h, c}} for a cell with memory; h is also the
 * output.
 */
public interface ReferenceCell {

  /** Column blocks of W [I, gates H] and R [H, gates H]. */
  int gates();

  /** Blocks of b [biases H]. */
  int biases();

  /** S: 1 for {h}, 2 for {h, c}. */
  int states();

  /** The state after reading x. */
  double[][] step(CellWeights weights, double[] x_I, double[][] state_SH);

  /**
   * The derivative of {@link #step}: from the loss's gradient by the state after it to those by
   * what went in; the gradient by the weights is added to {@code dWeights}.
   */
  StepGradient stepBack(
      CellWeights weights,
      double[] x_I,
      double[][] state_SH,
      double[][] dNext_SH,
      CellWeights dWeights);

  /** A loss's gradient by the input and the state that a step started from. */
  record StepGradient(double[] dx_I, double[][] dState_SH) {}
}
