package io.unroll.decoding;

import io.unroll.config.InvalidInput;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Rule by which the next token is drawn from the network's probabilities.
 *
 * <p>A token of probability p is drawn with probability proportional to p^(1/temperature), among
 * the {@code topK} most probable ones only, and of these among the fewest that together hold {@code
 * topP} of what the temperature made of the probability.
 *
 * @param temperature 0 takes the most probable token, 1 draws by probability
 * @param topK tokens to draw from (Fan, Lewis and Dauphin 2018, arXiv 1805.04833); 0 for all
 * @param topP share of the probability to draw from, the nucleus (Holtzman et al. 2020, arXiv
 *     1904.09751); 1 for all of it
 */
public record Sampling(double temperature, int topK, double topP) {
  /** Always the most probable token. */
  public static final Sampling GREEDY = new Sampling(0, 0, 1);

  /** Refuses impossible values. */
  public Sampling {
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature must be at least 0, got " + temperature);
    }
    if (topK < 0) {
      throw new IllegalArgumentException("top-k must be at least 0, got " + topK);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top-p must be above 0 and at most 1, got " + topP);
    }
  }

  /**
   * Draws a token; of equally probable ones the first counts as more probable.
   *
   * @param probabilities of many rows
   * @param from where this row's begin
   * @param count tokens of the vocabulary
   * @param allowed tokens that may be drawn, at least one
   * @throws InvalidInput if a probability is no number
   */
  int draw(
      float[] probabilities, int from, int count, IntPredicate allowed, RandomGenerator random) {
    FiniteOutput.require(probabilities, from, count);
    if (temperature == 0) {
      return best(probabilities, from, count, allowed);
    }
    int[] candidates = candidates(probabilities, from, count, allowed);
    double most = Math.log(probabilities[from + best(probabilities, from, count, allowed)]);
    double[] weights = new double[candidates.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp((Math.log(probabilities[from + candidates[i]]) - most) / temperature);
    }
    int kept = nucleus(weights);
    double point = random.nextDouble() * Arrays.stream(weights, 0, kept).sum();
    for (int i = 0; i < kept; i++) {
      point -= weights[i];
      if (point < 0) {
        return candidates[i];
      }
    }
    return candidates[kept - 1];
  }

  private static int best(float[] probabilities, int from, int count, IntPredicate allowed) {
    int best = -1;
    for (int id = 0; id < count; id++) {
      boolean better = best < 0 || probabilities[from + id] > probabilities[from + best];
      best = better && allowed.test(id) ? id : best;
    }
    return best;
  }

  /** Most probable first where only some of them count, otherwise by id. */
  private int[] candidates(float[] probabilities, int from, int count, IntPredicate allowed) {
    IntStream all = IntStream.range(0, count).filter(allowed);
    if (topK == 0 && topP == 1) {
      return all.toArray();
    }
    int[] sorted =
        all.boxed()
            .sorted((a, b) -> Float.compare(probabilities[from + b], probabilities[from + a]))
            .mapToInt(Integer::intValue)
            .toArray();
    return topK == 0 ? sorted : Arrays.copyOf(sorted, Math.min(topK, sorted.length));
  }

  private int nucleus(double[] weights) {
    double wanted = topP * Arrays.stream(weights).sum();
    double sum = 0;
    for (int i = 0; i < weights.length && topP < 1; i++) {
      sum += weights[i];
      if (sum >= wanted) {
        return i + 1;
      }
    }
    return weights.length;
  }
}
