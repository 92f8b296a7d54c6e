package io.unroll.evaluation;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Counts of one example, or of many, from which the metrics of a corpus are computed.
 *
 * <p>Counts add up: the sum of examples does not depend on their order or on how they were parted,
 * so partitions can be counted apart, and examples drawn again (see {@link Bootstrap}).
 *
 * @param <T> the tally's own type
 */
public interface Tally<T extends Tally<T>> extends Serializable {

  /** Counts of both. */
  T plus(T other);

  /**
   * The metrics, headline first. One that is not defined by these counts is not a finite number.
   *
   * @param split name of the split, for the signatures
   * @param version of this program, for the signatures
   */
  List<Measurement> measurements(String split, String version);

  /**
   * Counts of all, if there are any.
   *
   * <p>Halves are added to halves: adding one by one would copy the growing sum of a metric with
   * many labels as often as there are examples.
   */
  static <T extends Tally<T>> Optional<T> sum(List<T> tallies) {
    if (tallies.size() < 2) {
      return tallies.stream().findFirst();
    }
    int middle = tallies.size() / 2;
    List<T> rest = tallies.subList(middle, tallies.size());
    return sum(tallies.subList(0, middle)).flatMap(left -> sum(rest).map(left::plus));
  }
}
