package io.unroll.evaluation.measure;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Examples that are alike in something.
 *
 * @param order place among the others
 * @param name for people
 */
public record Group(int order, String name) implements Comparable<Group>, Serializable {
  private static final Comparator<Group> ORDER =
      Comparator.comparingInt(Group::order).thenComparing(Group::name);

  private static final int SHORTEST = 5;

  @Override
  public int compareTo(Group other) {
    return ORDER.compare(this, other);
  }

  /** Of inputs with this many steps: 1 to 5, 6 to 10, 11 to 20, and so on. */
  public static Group ofLength(int steps) {
    int from = 1;
    int to = SHORTEST;
    while (steps > to) {
      from = to + 1;
      to *= 2;
    }
    return new Group(to, from + " to " + to);
  }

  /** Of tokens that occur this often in training. */
  public static Group ofFrequency(long count) {
    if (count == 0) {
      return new Group(0, "never");
    }
    long from = 1;
    int order = 1;
    while (count >= 10 * from) {
      from *= 10;
      order++;
    }
    return new Group(order, from + " to " + (10 * from - 1));
  }
}
