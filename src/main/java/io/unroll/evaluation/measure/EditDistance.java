package io.unroll.evaluation.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fewest insertions, deletions and substitutions that make one sequence another. */
final class EditDistance {
  private EditDistance() {}

  /** Returns the distance by Wagner and Fischer's table, of which two rows are kept. */
  static <U> int between(List<U> left, List<U> right) {
    // Numbers are compared much faster than words.
    Map<U, Integer> numbers = new HashMap<>();
    return between(numbered(left, numbers), numbered(right, numbers));
  }

  private static <U> int[] numbered(List<U> units, Map<U, Integer> numbers) {
    return units.stream()
        .mapToInt(unit -> numbers.computeIfAbsent(unit, fresh -> numbers.size()))
        .toArray();
  }

  private static int between(int[] left, int[] right) {
    int[] above = new int[right.length + 1];
    Arrays.setAll(above, column -> column);
    int[] row = new int[right.length + 1];
    for (int i = 0; i < left.length; i++) {
      row[0] = i + 1;
      for (int j = 0; j < right.length; j++) {
        int substituted = above[j] + (left[i] == right[j] ? 0 : 1);
        row[j + 1] = Math.min(substituted, 1 + Math.min(above[j + 1], row[j]));
      }
      int[] spare = above;
      above = row;
      row = spare;
    }
    return above[right.length];
  }
}
