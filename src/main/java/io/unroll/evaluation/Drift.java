package io.unroll.evaluation;

import io.unroll.tokens.Vocabulary;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Distance of new data from those a model was trained on. Ids of the model mean the same in both;
 * the new data may have more.
 */
public record Drift(DataProfile known, DataProfile fresh) {
  private static final double[] QUANTILES = {0.5, 0.9};

  /**
   * Returns the share of the new inputs' tokens that the model does not know; empty without tokens.
   */
  public OptionalDouble unknown() {
    double all = Arrays.stream(fresh.tokens()).sum();
    if (all == 0) {
      return OptionalDouble.empty();
    }
    double unknown = fresh.tokens()[Vocabulary.UNKNOWN];
    for (int id = known.tokens().length; id < fresh.tokens().length; id++) {
      unknown += fresh.tokens()[id];
    }
    return OptionalDouble.of(unknown / all);
  }

  /**
   * Returns the larger of new and old length over the smaller, where they differ most of the median
   * and the 90th percentile; empty where lengths say nothing.
   */
  public OptionalDouble lengthRatio() {
    return Arrays.stream(QUANTILES)
        .filter(share -> known.lengthAt(share) > 0 && fresh.lengthAt(share) > 0)
        .map(
            share -> {
              double ratio = fresh.lengthAt(share) / known.lengthAt(share);
              return Math.max(ratio, 1 / ratio);
            })
        .max();
  }

  /** Between the distributions of the inputs' tokens; empty without tokens. */
  public OptionalDouble tokenDivergence() {
    return divergence(known.tokens(), fresh.tokens());
  }

  /** Between the distributions of labels; empty without labels. */
  public OptionalDouble labelDivergence() {
    return divergence(known.labels(), fresh.labels());
  }

  /**
   * Returns the Jensen-Shannon divergence in bits, 0 to 1 (Lin 1991, "Divergence measures based on
   * the Shannon entropy").
   */
  static OptionalDouble divergence(long[] one, long[] other) {
    double first = Arrays.stream(one).sum();
    double second = Arrays.stream(other).sum();
    if (first == 0 || second == 0) {
      return OptionalDouble.empty();
    }
    double divergence = 0;
    for (int id = 0; id < Math.max(one.length, other.length); id++) {
      double p = id < one.length ? one[id] / first : 0;
      double q = id < other.length ? other[id] / second : 0;
      double mean = (p + q) / 2;
      divergence += (bits(p, mean) + bits(q, mean)) / 2;
    }
    return OptionalDouble.of(Math.max(0, divergence));
  }

  private static double bits(double p, double mean) {
    return p == 0 ? 0 : p * Math.log(p / mean) / Math.log(2);
  }
}
