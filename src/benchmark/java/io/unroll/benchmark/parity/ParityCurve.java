package io.unroll.benchmark.parity;

import java.util.List;

/**
 * One training on both sides; losses are means of a target, in nats.
 *
 * @param firstLossOurs of the first batch under the initial parameters, without dropout
 * @param firstLossPytorch the same in PyTorch
 * @param firstStepsApart largest difference between both sides' losses over the first steps without
 *     dropout, as a share of the loss
 */
public record ParityCurve(
    long seed,
    double firstLossOurs,
    double firstLossPytorch,
    double firstStepsApart,
    List<Epoch> epochs) {

  /**
   * Losses of an epoch: while training, under dropout, and of the validation split afterwards.
   *
   * @param train ours
   * @param valid ours
   */
  public record Epoch(
      int epoch, double train, double trainPytorch, double valid, double validPytorch) {}

  /** The last epoch. */
  public Epoch last() {
    return epochs.get(epochs.size() - 1);
  }

  /** Our validation loss over PyTorch's at the end. */
  public double ratio() {
    return last().valid / last().validPytorch;
  }
}
