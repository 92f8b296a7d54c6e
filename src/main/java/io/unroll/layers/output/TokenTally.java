package io.unroll.layers.output;

/**
 * Loss and hits of an output layer on the tokens of one batch.
 *
 * @param loss summed cross-entropy in nats with label smoothing: what training minimises
 * @param nats summed cross-entropy in nats without it
 * @param tokens tokens that counted
 * @param correct of those, how many were the most probable; the lowest id wins a tie
 */
public record TokenTally(double loss, double nats, long tokens, long correct) {

  /** Nothing counted. */
  static final TokenTally NONE = new TokenTally(0, 0, 0, 0);

  TokenTally plus(TokenTally other) {
    return new TokenTally(
        loss + other.loss, nats + other.nats, tokens + other.tokens, correct + other.correct);
  }
}
