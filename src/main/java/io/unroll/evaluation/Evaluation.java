package io.unroll.evaluation;

import io.unroll.evaluation.measure.Bootstrap;
import io.unroll.evaluation.measure.Calibration;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.LabelScores;
import io.unroll.evaluation.measure.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Result of a network on one split.
 *
 * @param measurements the metrics, headline first
 * @param interval of the headline, where it could be estimated
 * @param drawn the headline's counts by group of examples, see {@link #compare}
 * @param lengths by the inputs' lengths; of no group where there are no answers
 * @param rarity by how often an input's rarest token, or each token that has a label or that a
 *     language model predicts, occurs in training
 * @param labels of labels that were given
 * @param calibration of what the network was sure of
 * @param predictions to show
 */
public record Evaluation(
    Headline headline,
    List<Measurement> measurements,
    Optional<Bootstrap.Interval> interval,
    SortedMap<Integer, Counts> drawn,
    Breakdown lengths,
    Breakdown rarity,
    LabelScores labels,
    Calibration calibration,
    Predictions predictions) {

  /**
   * Returns whether a second network's headline differs from a first's on the same split, whose
   * counts are {@code drawn} of either.
   *
   * @throws IllegalArgumentException if they were not measured on the same examples
   */
  public static Optional<Bootstrap.Comparison> compare(
      Headline headline, Map<Integer, Counts> first, Map<Integer, Counts> second, Bootstrap draw) {
    if (!first.keySet().equals(second.keySet())) {
      throw new IllegalArgumentException(
          "two runs must be compared on the same examples, got %s and %s groups of them, %s in"
                  .formatted(first.size(), second.size(), common(first, second))
              + " both");
    }
    List<Counts> one = new ArrayList<>(new TreeMap<>(first).values());
    List<Counts> other = new ArrayList<>(new TreeMap<>(second).values());
    return draw.compare(one, other, headline::value);
  }

  private static long common(Map<Integer, Counts> first, Map<Integer, Counts> second) {
    return first.keySet().stream().filter(second::containsKey).count();
  }
}
