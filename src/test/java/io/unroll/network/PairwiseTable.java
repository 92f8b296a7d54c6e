package io.unroll.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Rows of values of several keys in which any two values of two keys occur together, if they can;
 * by the greedy search of AETG (Cohen et al. 1997). The same keys always give the same rows.
 */
final class PairwiseTable {
  private static final int ROWS_TRIED = 20;
  private static final int REFUSED_BEFORE_IMPOSSIBLE = 400;

  private final Map<String, List<String>> values;
  private final Predicate<Map<String, String>> possible;
  private final Random random = new Random(20);
  private final List<Map<String, String>> rows = new ArrayList<>();
  private final Set<Pair> open = new LinkedHashSet<>();
  private final Set<Pair> impossible = new LinkedHashSet<>();

  /** Two keys and a value of each. */
  record Pair(String key, String value, String otherKey, String otherValue) {
    boolean isIn(Map<String, String> row) {
      return value.equals(row.get(key)) && otherValue.equals(row.get(otherKey));
    }

    Map<String, String> values() {
      return Map.of(key, value, otherKey, otherValue);
    }
  }

  /**
   * @param values of each key
   * @param possible whether a whole row may be
   */
  PairwiseTable(Map<String, List<String>> values, Predicate<Map<String, String>> possible) {
    this.values = values;
    this.possible = possible;
    openAll();
    while (!open.isEmpty()) {
      Pair first = open.iterator().next();
      List<Map<String, String>> found = rowsWith(first);
      if (found.isEmpty()) {
        open.remove(first);
        impossible.add(first);
      } else {
        Map<String, String> best = Collections.max(found, (a, b) -> covers(a) - covers(b));
        rows.add(best);
        open.removeIf(pair -> pair.isIn(best));
      }
    }
  }

  private void openAll() {
    List<String> keys = List.copyOf(values.keySet());
    for (int i = 0; i < keys.size(); i++) {
      for (int j = i + 1; j < keys.size(); j++) {
        for (String value : values.get(keys.get(i))) {
          for (String other : values.get(keys.get(j))) {
            open.add(new Pair(keys.get(i), value, keys.get(j), other));
          }
        }
      }
    }
  }

  private List<Map<String, String>> rowsWith(Pair pair) {
    List<Map<String, String>> found = new ArrayList<>();
    for (int i = 0; i < REFUSED_BEFORE_IMPOSSIBLE && found.size() < ROWS_TRIED; i++) {
      // Every other row is drawn, as a greedy choice may run into the same refusal each time.
      Map<String, String> row = rowWith(pair, i % 2 == 0);
      if (possible.test(row)) {
        found.add(row);
      }
    }
    return found;
  }

  private Map<String, String> rowWith(Pair pair, boolean greedy) {
    Map<String, String> row = new LinkedHashMap<>(pair.values());
    List<String> keys = new ArrayList<>(values.keySet());
    Collections.shuffle(keys, random);
    for (String key : keys) {
      if (!row.containsKey(key)) {
        List<String> choices = new ArrayList<>(values.get(key));
        Collections.shuffle(choices, random);
        row.put(key, greedy ? best(row, key, choices) : choices.get(0));
      }
    }
    Map<String, String> inOrder = new LinkedHashMap<>();
    values.keySet().forEach(key -> inOrder.put(key, row.get(key)));
    return inOrder;
  }

  private String best(Map<String, String> row, String key, List<String> choices) {
    String best = choices.get(0);
    int most = -1;
    for (String choice : choices) {
      row.put(key, choice);
      int covered = covers(row);
      if (covered > most) {
        most = covered;
        best = choice;
      }
    }
    return best;
  }

  private int covers(Map<String, String> row) {
    return (int) open.stream().filter(pair -> pair.isIn(row)).count();
  }

  /** The rows. */
  List<Map<String, String>> rows() {
    return List.copyOf(rows);
  }

  /** The pairs that no possible row was found for. */
  Set<Pair> impossible() {
    return Set.copyOf(impossible);
  }
}
