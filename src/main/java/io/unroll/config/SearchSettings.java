package io.unroll.config;

import java.io.Serializable;

/**
 * Search of a model that writes. In a settings file all keys are directly under {@code evaluation}.
 *
 * @param beams hypotheses kept at every step; 1 is greedy search
 * @param lengthPenalty exponent by which a hypothesis's log probability is divided by its length
 *     (Wu et al. 2016, arXiv 1609.08144, eq. 14); 0 leaves it as it is
 * @param coveragePenalty weight of attention left out of the input's steps (the same equation);
 *     models without attention have none
 * @param minOutputLength tokens before end-of-sequence may be written
 * @param maxOutputLength longest answer in tokens
 * @param blockNgrams length of the n-grams that an answer may hold only once; 0 allows all
 */
public record SearchSettings(
    int beams,
    double lengthPenalty,
    double coveragePenalty,
    int minOutputLength,
    int maxOutputLength,
    int blockNgrams)
    implements Serializable {

  /**
   * Checks every count.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public SearchSettings {
    new Checks()
        .between("beams", beams, 1, 1000)
        .that(
            lengthPenalty >= 0 && Double.isFinite(lengthPenalty),
            "lengthPenalty",
            "must be at least 0, got " + lengthPenalty)
        .that(
            coveragePenalty >= 0 && Double.isFinite(coveragePenalty),
            "coveragePenalty",
            "must be at least 0, got " + coveragePenalty)
        .between("minOutputLength", minOutputLength, 0, maxOutputLength)
        .atLeast("maxOutputLength", maxOutputLength, 1)
        .atLeast("blockNgrams", blockNgrams, 0)
        .done();
  }

  /** Greedy search for answers of up to so many tokens. */
  public static SearchSettings greedy(int maxOutputLength) {
    return new SearchSettings(1, 0, 0, 0, maxOutputLength, 0);
  }
}
