package io.unroll.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Times of each contestant and round, in seconds. */
final class StepTimes {
  private final Map<Integer, Double> seconds = new TreeMap<>();

  void add(int round, double duration) {
    seconds.put(round, duration);
  }

  double medianMilliseconds() {
    return 1000 * Median.of(List.copyOf(seconds.values()));
  }

  double fastestMilliseconds() {
    return 1000 * seconds.values().stream().min(Double::compare).orElse(Double.NaN);
  }

  /**
   * Median over the rounds that both took part in of the other's time over this one's: above 1
   * where this is faster. The machine's own drift, slower than a round, is out of it.
   */
  double speedRatioTo(StepTimes other) {
    List<Double> ratios = new ArrayList<>();
    seconds.forEach(
        (round, own) -> {
          Double others = other.seconds.get(round);
          if (others != null) {
            ratios.add(others / own);
          }
        });
    return Median.of(ratios);
  }
}
