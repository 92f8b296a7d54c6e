package io.unroll.evaluation.measure;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Value that adds up: the sum of examples does not depend on their order or grouping, so partitions
 * can be counted apart, and examples drawn again (see {@link Bootstrap}).
 *
 * @param <T> its own type
 */
public interface Additive<T extends Additive<T>> extends Serializable {

  /** Returns both together. */
  T plus(T other);

  /**
   * Returns all together, if there are any.
   *
   * <p>Halves are added to halves: adding one by one would copy the growing sum of a metric with
   * many labels as often as there are examples.
   */
  static <T extends Additive<T>> Optional<T> sum(List<T> all) {
    if (all.size() < 2) {
      return all.stream().findFirst();
    }
    int middle = all.size() / 2;
    List<T> rest = all.subList(middle, all.size());
    return sum(all.subList(0, middle)).flatMap(left -> sum(rest).map(left::plus));
  }
}
