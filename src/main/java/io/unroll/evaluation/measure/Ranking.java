package io.unroll.evaluation.measure;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ranking of examples by a label's probability: area under the ROC curve, the share of pairs of one
 * and another in which the one is more probable (Hanley and McNeil 1982); ties count half.
 *
 * <p>Probabilities are compared in steps of a hundredth of their log-odds, so that the counts stay
 * few however many examples there are.
 *
 * @param counts how many examples of the label, and how many others, have which log-odds
 */
public record Ranking(SortedMap<Integer, Counts> counts) implements Additive<Ranking> {
  private static final double STEPS_PER_UNIT = 100;
  private static final double MOST = 30;

  /** Of nothing. */
  public static final Ranking NONE = new Ranking(Collections.emptySortedMap());

  /** Of one example. */
  public static Ranking of(double probability, boolean isTheLabels) {
    double odds = Math.log(probability) - Math.log1p(-probability);
    int step = (int) Math.round(Math.max(-MOST, Math.min(MOST, odds)) * STEPS_PER_UNIT);
    TreeMap<Integer, Counts> one = new TreeMap<>();
    one.put(step, isTheLabels ? new Counts(1, 0) : new Counts(0, 1));
    return new Ranking(one);
  }

  @Override
  public Ranking plus(Ranking other) {
    TreeMap<Integer, Counts> both = new TreeMap<>(counts);
    other.counts.forEach((step, some) -> both.merge(step, some, Counts::plus));
    return new Ranking(Collections.unmodifiableSortedMap(both));
  }

  /** Returns the area; not a number without examples of both kinds. */
  public double area() {
    double below = 0;
    double pairs = 0;
    double labels = 0;
    for (Map.Entry<Integer, Counts> entry : counts.entrySet()) {
      double own = entry.getValue().values()[0];
      double others = entry.getValue().values()[1];
      pairs += own * (below + others / 2);
      below += others;
      labels += own;
    }
    return pairs / (labels * below);
  }

  public Measurement measurement(String label, String split, String version) {
    String signature =
        String.format(
            Locale.ROOT,
            "split:%s|label:%s|logOddsSteps:%.0f|version:%s",
            split,
            label,
            STEPS_PER_UNIT,
            version);
    return new Measurement("auroc", area(), signature, true);
  }
}
