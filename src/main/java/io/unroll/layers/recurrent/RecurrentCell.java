package io.unroll.layers.recurrent;

/**
 * The recurrent cells, and how oneDNN's gate order maps to the column blocks of our parameters.
 *
 * <p>Legend: x = input, h = hidden state, c = memory cell; a prime marks the new state.
 */
public enum RecurrentCell {
  /** Hochreiter &amp; Schmidhuber (1997) with Gers et al.'s forget gate; DL4J's blocks. */
  LSTM(new int[] {3, 1, 0, 2}, new int[] {3, 1, 0, 2}, 1),
  /** n = tanh(x W + b + r (h R + b')): reset after the product, as cuDNN and PyTorch. */
  GRU_RESET_AFTER(new int[] {0, 1, 2}, new int[] {0, 1, 2, 3}, 0),
  /** n = tanh(x W + b + (r h) R): reset before the product (Cho et al. 2014). */
  GRU_RESET_BEFORE(new int[] {0, 1, 2}, new int[] {0, 1, 2}, 0),
  /** h' = tanh(x W + h R + b) (Elman 1990). */
  RNN_TANH(new int[] {0}, new int[] {0}, -1),
  /** h' = max(0, x W + h R + b) (Le, Jaitly &amp; Hinton 2015). */
  RNN_RELU(new int[] {0}, new int[] {0}, -1);

  private final int[] weightBlocks;
  private final int[] biasBlocks;
  private final int keepSlot;

  RecurrentCell(int[] weightBlocks, int[] biasBlocks, int keepSlot) {
    this.weightBlocks = weightBlocks;
    this.biasBlocks = biasBlocks;
    this.keepSlot = keepSlot;
  }

  /** Column blocks of the weights. */
  public int gates() {
    return weightBlocks.length;
  }

  /** Column blocks of the bias. */
  public int biases() {
    return biasBlocks.length;
  }

  /** Our column block of oneDNN's gate slot. */
  int weightBlock(int slot) {
    return weightBlocks[slot];
  }

  /** Our bias block of oneDNN's bias slot. */
  int biasBlock(int slot) {
    return biasBlocks[slot];
  }

  /** Returns whether the state has a memory cell in addition to the hidden state. */
  public boolean hasMemory() {
    return this == LSTM;
  }

  /** Returns whether a gate can make the cell keep its state for any input. */
  boolean canKeep() {
    return keepSlot >= 0;
  }

  /**
   * Returns the sign of the pre-activation that makes oneDNN's gate slot keep the state: forget or
   * update gate open, input gate shut.
   */
  int keepSign(int slot) {
    if (slot == keepSlot) {
      return 1;
    }
    return this == LSTM && slot == 0 ? -1 : 0;
  }
}
