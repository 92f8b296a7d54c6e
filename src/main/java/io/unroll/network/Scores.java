package io.unroll.network;

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

  /** Returns the sum of both. */
  public Scores plus(Scores other) {
    return new Scores(nats + other.nats, tokens + other.tokens, correct + other.correct);
  }

  /** Returns the mean negative log-likelihood of a token. */
  public double natsPerToken() {
    return nats / tokens;
  }

  /** Returns the share of tokens predicted right. */
  public double accuracy() {
    return (double) correct / tokens;
  }
}
