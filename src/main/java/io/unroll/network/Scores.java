package io.unroll.network;

import io.unroll.shards.SequenceBatch;
import java.io.Serializable;

/**
 * Summed cross-entropy and hits over real (unpadded) target tokens.
 *
 * @param nats summed negative log-likelihood
 * @param tokens number of tokens
 * @param correct tokens whose most probable prediction was right
 */
public record Scores(double nats, long tokens, long correct) implements Serializable {

  /** The empty sum. */
  public static final Scores NONE = new Scores(0, 0, 0);

  /** Sum of both. */
  public Scores plus(Scores other) {
    return new Scores(nats + other.nats, tokens + other.tokens, correct + other.correct);
  }

  /** Mean negative log-likelihood of a token. */
  public double natsPerToken() {
    return nats / tokens;
  }

  /** Share of tokens predicted right. */
  public double accuracy() {
    return (double) correct / tokens;
  }

  /**
   * Scores the network's output for one batch.
   *
   * @param p_BTV softmax output, row-major
   * @param labels_BT ids to be predicted, row-major
   */
  public static Scores of(float[] p_BTV, int[] labels_BT, SequenceBatch batch) {
    int steps = batch.targetSteps();
    int vocabulary = p_BTV.length / (batch.rows() * steps);
    double nats = 0;
    long correct = 0;
    for (int row = 0; row < batch.rows(); row++) {
      for (int step = 0; step < batch.targetLengths()[row]; step++) {
        int at = row * steps + step;
        int label = labels_BT[at];
        nats -= Math.log(Math.max(p_BTV[at * vocabulary + label], Float.MIN_NORMAL));
        correct += argMax(p_BTV, at * vocabulary, vocabulary) == label ? 1 : 0;
      }
    }
    return new Scores(nats, batch.targetTokens(), correct);
  }

  private static int argMax(float[] values, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }
}
