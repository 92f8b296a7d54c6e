package io.unroll.layers.reference;

import java.util.Arrays;

/**
 * Softmax cross-entropy of integer targets, summed over the real rows, with label smoothing.
 *
 * <pre>
 *   p = softmax(h W + b)
 *   loss = - sum over real rows of ((1 - eps) log p[t] + eps / V sum over j of log p[j])
 * </pre>
 *
 * <p>A row is correct where its target has the largest score; of equal scores the lowest index
 * counts. Rows that are not real add nothing, and their targets are not looked at.
 */
public record SoftmaxLossReference(double smoothing) {

  /** Input: hidden states, weights, target ids and which rows are real. */
  public record Inputs(
      double[][] hidden_NH, double[][] w_HV, double[] b_V, int[] targets_N, boolean[] real_N) {}

  /** The sums over rows, and the gradients of the loss sum. */
  public record Result(
      double lossSum, int correct, double[][] dHidden_NH, double[][] dW_HV, double[] db_V) {}

  /** Computes loss and gradients in one go. */
  public Result of(Inputs inputs) {
    double lossSum = 0;
    int correct = 0;
    double[][] dHidden_NH = Dense.zerosLike(inputs.hidden_NH);
    double[][] dW_HV = Dense.zerosLike(inputs.w_HV);
    double[] db_V = new double[inputs.b_V.length];
    for (int row = 0; row < dHidden_NH.length; row++) {
      if (!inputs.real_N[row]) {
        continue;
      }
      double[] h_H = inputs.hidden_NH[row];
      double[] scores_V = Dense.sum(Dense.times(h_H, inputs.w_HV), inputs.b_V);
      double[] wanted_V = wanted(inputs.targets_N[row], scores_V.length);
      lossSum -= Dense.dot(wanted_V, Dense.logSoftmax(scores_V));
      correct += best(scores_V) == inputs.targets_N[row] ? 1 : 0;
      double[] dScores_V = Dense.softmax(scores_V);
      Dense.addScaled(dScores_V, -1, wanted_V);
      dHidden_NH[row] = Dense.timesTransposed(dScores_V, inputs.w_HV);
      Dense.addOuter(dW_HV, h_H, dScores_V);
      Dense.add(db_V, dScores_V);
    }
    return new Result(lossSum, correct, dHidden_NH, dW_HV, db_V);
  }

  /** The distribution that the loss is the cross-entropy to. */
  private double[] wanted(int target, int vocabulary) {
    double[] wanted_V = new double[vocabulary];
    Arrays.fill(wanted_V, smoothing / vocabulary);
    wanted_V[target] += 1 - smoothing;
    return wanted_V;
  }

  private static int best(double[] scores_V) {
    int best = 0;
    for (int id = 1; id < scores_V.length; id++) {
      best = scores_V[id] > scores_V[best] ? id : best;
    }
    return best;
  }
}
