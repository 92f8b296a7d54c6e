package io.unroll.retraining;

import io.unroll.config.Settings;
import io.unroll.evaluation.Evaluation;
import io.unroll.evaluation.Headline;
import io.unroll.evaluation.measure.Bootstrap;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Measurement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Champion and challenger on the same held-out examples.
 *
 * @param fresh on those of the night's data
 * @param earlier on those of earlier nights, where there are any
 */
public record Contest(Sides fresh, Optional<Sides> earlier) {
  private static final double CONFIDENCE = 0.95;

  /** Name of the set of new examples. */
  public static final String NEW = "new";

  /** Name of the set of earlier examples. */
  public static final String EARLIER = "earlier";

  /** Both on one set. */
  public record Sides(Evaluation champion, Evaluation challenger) {

    /** Returns every metric that both have. */
    public Map<String, Verdict.Pair> metrics() {
      Map<String, Double> theirs = new LinkedHashMap<>();
      challenger.measurements().forEach(m -> theirs.put(m.name(), m.value()));
      Map<String, Verdict.Pair> pairs = new LinkedHashMap<>();
      for (Measurement m : champion.measurements()) {
        Double other = theirs.get(m.name());
        if (other != null) {
          pairs.put(m.name(), new Verdict.Pair(m.value(), other));
        }
      }
      return pairs;
    }
  }

  /** Returns the metric both are judged by. */
  public Headline headline() {
    return fresh.champion.headline();
  }

  /** Returns both models' figures by set. */
  public Map<String, Map<String, Verdict.Pair>> metrics() {
    Map<String, Map<String, Verdict.Pair>> sets = new LinkedHashMap<>();
    sets.put(NEW, fresh.metrics());
    earlier.ifPresent(sides -> sets.put(EARLIER, sides.metrics()));
    return sets;
  }

  /** Returns the headline of both on all held-out examples together. */
  Verdict.Pair together() {
    return new Verdict.Pair(
        value(all(fresh.champion, earlier.map(Sides::champion))),
        value(all(fresh.challenger, earlier.map(Sides::challenger))));
  }

  private double value(SortedMap<Integer, Counts> counts) {
    return headline().value(counts.values().stream().reduce(Counts.NONE, Counts::plus));
  }

  /** Returns whether the challenger differs from the champion on all held-out examples together. */
  Optional<Bootstrap.Comparison> difference(Settings settings) {
    int resamples = Math.max(1, settings.evaluation().resamples());
    return Evaluation.compare(
        headline(),
        all(fresh.champion, earlier.map(Sides::champion)),
        all(fresh.challenger, earlier.map(Sides::challenger)),
        new Bootstrap(resamples, CONFIDENCE, settings.seed()));
  }

  private static SortedMap<Integer, Counts> all(Evaluation fresh, Optional<Evaluation> earlier) {
    SortedMap<Integer, Counts> counts = new TreeMap<>(fresh.drawn());
    // Groups count from 0: below it is room for a second set.
    earlier.ifPresent(old -> old.drawn().forEach((group, own) -> counts.put(-1 - group, own)));
    return counts;
  }
}
