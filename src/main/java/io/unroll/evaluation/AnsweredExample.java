package io.unroll.evaluation;

import io.unroll.decoding.Answer;
import io.unroll.shards.SideCodec;
import java.util.stream.IntStream;

/**
 * An answer with what it should have been.
 *
 * @param right whether it counts as right
 * @param target how answers became numbers
 */
record AnsweredExample(Reference reference, Answer answer, boolean right, SideCodec target) {

  /** Returns the logarithm of the answer's probability; 0 where it has none. */
  double logProbability() {
    float[] logs = answer.logProbabilities();
    return IntStream.range(0, logs.length).mapToDouble(i -> logs[i]).sum();
  }

  /**
   * Returns how good an answer is that is right or wrong: above 0 if it is right, and the further
   * from 0, the surer the network was of each step.
   */
  double confidence() {
    int steps = Math.max(1, answer.logProbabilities().length);
    double sure = Math.exp(logProbability() / steps);
    return right ? sure : -sure;
  }
}
