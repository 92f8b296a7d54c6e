package io.unroll.layers.recurrent;

import io.unroll.config.BackendSettings.Kernels;

/**
 * Gated recurrent unit (Cho et al. 2014), which DL4J has no layer for.
 *
 * <pre>
 *   u, r = sigmoid(x W + h R + b)
 *   reset after:   n = tanh(x W_n + b_n + r (h R_n + b'))     as cuDNN, PyTorch
 *   reset before:  n = tanh(x W_n + b_n + (r h) R_n)          Cho et al., eq. 8
 *   h' = u h + (1 - u) n
 * </pre>
 *
 * <p>Parameters: {@code W [I, 3H]} and {@code RW [H, 3H]} in 'f' order with column blocks [update,
 * reset, candidate]; {@code b [4H]} with blocks [update, reset, candidate, recurrent candidate b']
 * for reset after, {@code b [3H]} without the last for reset before. Activations and masks as in
 * {@link SequenceLstm}.
 */
public final class SequenceGru extends CellConfiguration {

  private boolean resetAfter = true;

  /** For JSON. */
  public SequenceGru() {}

  /**
   * @param inputSize features of a time step
   * @param hidden units
   * @param resetAfter whether the reset gate comes after the recurrent product
   * @param kernels which implementation may serve
   */
  public SequenceGru(int inputSize, int hidden, boolean resetAfter, Kernels kernels) {
    super(inputSize, hidden, kernels);
    this.resetAfter = resetAfter;
  }

  /** Returns whether the reset gate comes after the recurrent product. */
  public boolean isResetAfter() {
    return resetAfter;
  }

  /** For JSON. */
  public void setResetAfter(boolean resetAfter) {
    this.resetAfter = resetAfter;
  }

  private RecurrentCell cell() {
    return resetAfter ? RecurrentCell.GRU_RESET_AFTER : RecurrentCell.GRU_RESET_BEFORE;
  }

  @Override
  RecurrentSettings recurrence() {
    return new RecurrentSettings(cell(), getKernels(), false);
  }

  @Override
  GateParameters gateParameters() {
    return new GateParameters(cell().gates(), cell().biases(), true);
  }
}
