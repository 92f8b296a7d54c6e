package io.unroll.evaluation;

import io.unroll.evaluation.measure.Additive;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Group;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The headline metric's counts by group.
 *
 * @param parts of each group
 */
public record Breakdown(SortedMap<Group, Part> parts) implements Additive<Breakdown> {

  /** Of nothing. */
  public static final Breakdown NONE = new Breakdown(Collections.emptySortedMap());

  /**
   * One group.
   *
   * @param size examples or steps in it
   */
  public record Part(long size, Counts counts) implements Additive<Part> {
    @Override
    public Part plus(Part other) {
      return new Part(size + other.size, counts.plus(other.counts));
    }
  }

  static Breakdown of(Group group, Counts counts) {
    return of(group, 1, counts);
  }

  static Breakdown of(Group group, long size, Counts counts) {
    TreeMap<Group, Part> one = new TreeMap<>();
    one.put(group, new Part(size, counts));
    return new Breakdown(one);
  }

  @Override
  public Breakdown plus(Breakdown other) {
    TreeMap<Group, Part> both = new TreeMap<>(parts);
    other.parts.forEach((group, part) -> both.merge(group, part, Part::plus));
    return new Breakdown(Collections.unmodifiableSortedMap(both));
  }
}
