package io.unroll.decoding;

import io.unroll.network.WritingBlueprint;
import io.unroll.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is being written; each token points back at what stands before it.
 *
 * @param before empty at the beginning
 * @param token begin-of-sequence at the beginning
 * @param length tokens written, end-of-sequence among them
 * @param sum of the log probabilities of all tokens
 * @param coverage attention that each step of the input has had, [S]; empty without attention
 */
record Written(
    @Nullable Written before,
    int token,
    int length,
    double sum,
    float logProbability,
    float[] attention,
    float[] coverage) {
  private static final float[] NONE = {};

  static final Written NOTHING = new Written(null, Vocabulary.BOS, 0, 0, 0, NONE, NONE);

  /**
   * Returns this sequence with one more token.
   *
   * @param attention paid when the token was written
   */
  Written and(int next, float probability, Optional<float[]> attention) {
    float log = (float) Math.log(probability);
    float[] paid = attention.orElse(NONE);
    float[] covered = paid.clone();
    for (int i = 0; i < coverage.length; i++) {
      covered[i] += coverage[i];
    }
    return new Written(this, next, length + 1, sum + log, log, paid, covered);
  }

  boolean isClosed() {
    return token == Vocabulary.EOS;
  }

  /** Tokens so far, first to last, end-of-sequence among them. */
  int[] tokens() {
    return steps().stream().mapToInt(Written::token).toArray();
  }

  private List<Written> steps() {
    List<Written> steps = new ArrayList<>();
    for (Written step = this; step != null && step.length > 0; step = step.before) {
      steps.add(0, step);
    }
    return steps;
  }

  /** In reading order, without end-of-sequence. */
  Answer answer(WritingBlueprint blueprint, double score) {
    List<Written> steps = steps();
    List<Written> open = isClosed() ? steps.subList(0, steps.size() - 1) : steps;
    int[] order = blueprint.inReadingOrder(IntStream.range(0, open.size()).toArray());
    List<Written> read = IntStream.of(order).mapToObj(open::get).toList();
    float[] logs = new float[read.size()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = read.get(i).logProbability;
    }
    float[][] attention =
        read.stream().map(Written::attention).filter(a -> a.length > 0).toArray(float[][]::new);
    return Answer.ofTokens(
        read.stream().mapToInt(Written::token).toArray(), score, logs, attention);
  }
}
