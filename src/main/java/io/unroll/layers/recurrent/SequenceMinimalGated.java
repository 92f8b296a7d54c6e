package io.unroll.layers.recurrent;

import io.unroll.config.BackendSettings.Kernels;

/**
 * Minimal gated unit (Zhou et al. 2016): a gated recurrent unit whose one gate both forgets and
 * resets.
 *
 * <pre>
 *   f = sigmoid(x W_f + h R_f + b_f)
 *   n = tanh(x W_n + (f h) R_n + b_n)
 *   h' = (1 - f) h + f n
 * </pre>
 *
 * <p>Parameters: {@code W [I, 2H]} and {@code RW [H, 2H]} in 'f' order, {@code b [2H]}, blocks
 * [forget, candidate]. Activations and masks as in {@link SequenceLstm}.
 */
public final class SequenceMinimalGated extends CellConfiguration {
  private static final int BLOCKS = 2;

  /** For JSON. */
  public SequenceMinimalGated() {}

  /**
   * @param inputSize features of a time step
   * @param hidden units
   * @param kernels which implementation may serve
   */
  public SequenceMinimalGated(int inputSize, int hidden, Kernels kernels) {
    super(inputSize, hidden, kernels);
  }

  @Override
  RecurrentSettings recurrence() {
    return new RecurrentSettings(
        RecurrentCell.GRU_RESET_BEFORE, RecurrentSettings.Form.MINIMAL_GATED, getKernels(), false);
  }

  @Override
  GateParameters gateParameters() {
    return new GateParameters(BLOCKS, BLOCKS, true);
  }
}
