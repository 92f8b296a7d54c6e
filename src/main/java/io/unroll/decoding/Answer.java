package io.unroll.decoding;

import io.unroll.shards.EncodedSequence;
import java.io.Serializable;

/**
 * Answer of a network to one input.
 *
 * <p>Legend: T = steps of the answer, S = steps of the input, L = labels.
 *
 * @param sequence the answer; of tokens, in reading order, without end-of-sequence
 * @param score by which it was chosen, in nats; 0 for vectors
 * @param logProbabilities of each token or label given what stands before it, [T]; empty for
 *     vectors
 * @param attention how the input's steps share the attention of each token, [T][S]; empty where the
 *     model has none
 * @param distribution probability of every label, [T, L] row-major; empty but for labels
 */
public record Answer(
    EncodedSequence sequence,
    double score,
    float[] logProbabilities,
    float[][] attention,
    float[] distribution)
    implements Serializable {
  private static final float[] NONE = {};

  static Answer ofVectors(EncodedSequence vectors) {
    return new Answer(vectors, 0, NONE, new float[0][], NONE);
  }

  static Answer ofLabels(int[] labels, float[] distribution) {
    int count = labels.length == 0 ? 0 : distribution.length / labels.length;
    float[] logs = new float[labels.length];
    double score = 0;
    for (int step = 0; step < labels.length; step++) {
      logs[step] = (float) Math.log(distribution[step * count + labels[step]]);
      score += logs[step];
    }
    return new Answer(EncodedSequence.ofIds(labels), score, logs, new float[0][], distribution);
  }

  static Answer ofTokens(
      int[] tokens, double score, float[] logProbabilities, float[][] attention) {
    return new Answer(EncodedSequence.ofIds(tokens), score, logProbabilities, attention, NONE);
  }
}
