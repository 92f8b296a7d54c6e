package io.unroll.config;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Conditions a retrained model must meet before it takes the champion's place.
 *
 * @param minExamples new training examples; tokens for a text
 * @param accept what its headline metric must be
 * @param significance p-value up to which a difference is no luck
 * @param tolerance share of the champion's figure by which a metric may be worse
 * @param tolerances the same for single metrics, by name
 * @param maxUnknown share of the new inputs' tokens that the champion does not know
 * @param maxLengthRatio between quantiles of the lengths of new and old inputs
 * @param maxTokenDivergence Jensen-Shannon divergence of the tokens' distributions, in bits
 * @param maxLabelDivergence the same of the labels
 * @param maxGrowth its parameters to the champion's
 * @param minSpeed its examples a second to the champion's
 */
public record GateSettings(
    long minExamples,
    Accept accept,
    double significance,
    double tolerance,
    Map<String, String> tolerances,
    double maxUnknown,
    double maxLengthRatio,
    double maxTokenDivergence,
    double maxLabelDivergence,
    double maxGrowth,
    double minSpeed)
    implements Serializable {

  /** Condition on the challenger's headline metric. */
  public enum Accept {
    /** Better than the champion's, and not by luck. */
    BETTER,
    /** Not worse than the champion's, unless by luck. */
    NOT_WORSE
  }

  /**
   * Checks every limit.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public GateSettings {
    tolerances = new TreeMap<>(tolerances);
    Checks checks =
        new Checks()
            .atLeast("minExamples", minExamples, 1)
            .share("significance", significance)
            .share("tolerance", tolerance)
            .share("maxUnknown", maxUnknown)
            .that(
                maxLengthRatio >= 1 && Double.isFinite(maxLengthRatio),
                "maxLengthRatio",
                "must be at least 1, got " + maxLengthRatio)
            .share("maxTokenDivergence", maxTokenDivergence)
            .share("maxLabelDivergence", maxLabelDivergence)
            .positive("maxGrowth", maxGrowth)
            .share("minSpeed", minSpeed);
    tolerances.forEach(
        (metric, share) ->
            checks.that(
                isShare(share), "tolerances." + metric, "must be between 0 and 1, got " + share));
    checks.done();
  }

  /** Returns the share of the champion's figure by which a metric may be worse. */
  public double toleranceOf(String metric) {
    String own = tolerances.get(metric);
    return own == null ? tolerance : Double.parseDouble(own);
  }

  private static boolean isShare(String text) {
    try {
      double share = Double.parseDouble(text);
      return share >= 0 && share <= 1;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
