package io.unroll.evaluation.measure;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * With how many references the examples of a corpus were compared.
 *
 * @param examples number of examples
 * @param references the different numbers of references that an example had
 */
public record ReferenceCounts(long examples, Set<Integer> references) implements Serializable {

  /** Of no examples. */
  static final ReferenceCounts NONE = new ReferenceCounts(0, Set.of());

  /**
   * Of one example.
   *
   * @throws IllegalArgumentException if it has no reference
   */
  static ReferenceCounts of(List<String> references) {
    if (references.isEmpty()) {
      throw new IllegalArgumentException("an example must have at least one reference, got none");
    }
    return new ReferenceCounts(1, Set.of(references.size()));
  }

  ReferenceCounts plus(ReferenceCounts other) {
    return new ReferenceCounts(examples + other.examples, united(references, other.references));
  }

  // As a rule all examples have equally many, and the sum is taken millions of times.
  private static Set<Integer> united(Set<Integer> left, Set<Integer> right) {
    if (left.containsAll(right)) {
      return left;
    }
    Set<Integer> both = new TreeSet<>(left);
    both.addAll(right);
    return Collections.unmodifiableSet(both);
  }

  /** As sacreBLEU writes it: {@code nrefs:1}, or {@code nrefs:var} where examples differ. */
  String signature() {
    return "nrefs:" + (references.size() == 1 ? references.iterator().next() : "var");
  }
}
