package io.unroll.layers.recurrent;

import io.unroll.config.BackendSettings.Kernels;

/**
 * A simple recurrent cell whose only recurrence goes through the output: what it reads is the token
 * written before, and no step knows the hidden state of another (Goodfellow, Bengio &amp; Courville
 * 2016, section 10.2.1). Under teacher forcing no gradient flows through time.
 *
 * <pre>
 *   h_t = tanh(x_t W + b)              where x_t is the embedding of the target before
 *   h_t = tanh(x_t W + s R + b)        where a state s is given, as to a decoder (section 10.2.4)
 * </pre>
 *
 * <p>Parameters: {@code W [I, H]} in 'f' order, {@code RW [H, H]} only where a state is given,
 * {@code b [H]}. Activations and masks as in {@link SequenceLstm}.
 */
public final class SequenceOutputRnn extends CellConfiguration {

  private boolean fromState;

  /** For JSON. */
  public SequenceOutputRnn() {}

  /**
   * @param inputSize features of a time step
   * @param hidden units
   * @param fromState whether a {@link CellFromState} gives the layer a state
   * @param kernels which implementation may serve
   */
  public SequenceOutputRnn(int inputSize, int hidden, boolean fromState, Kernels kernels) {
    super(inputSize, hidden, kernels);
    this.fromState = fromState;
  }

  /** Returns whether a state is given to the layer. */
  public boolean isFromState() {
    return fromState;
  }

  /** For JSON. */
  public void setFromState(boolean fromState) {
    this.fromState = fromState;
  }

  @Override
  RecurrentSettings recurrence() {
    return new RecurrentSettings(
        RecurrentCell.RNN_TANH, RecurrentSettings.Form.THROUGH_OUTPUT, getKernels(), false);
  }

  @Override
  GateParameters gateParameters() {
    return new GateParameters(1, 1, fromState);
  }
}
