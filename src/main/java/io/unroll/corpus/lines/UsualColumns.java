package io.unroll.corpus.lines;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Unusable;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Number of columns that the lines of a file have: as many as most of those at its head. */
public final class UsualColumns {
  /** Lines that are looked at. */
  public static final int LINES = 1000;

  private UsualColumns() {}

  /** The most frequent count, of equally frequent ones the larger; 0 without lines. */
  public static int of(IntStream columns) {
    Map<Integer, Integer> lines = new TreeMap<>();
    columns.limit(LINES).forEach(count -> lines.merge(count, 1, Integer::sum));
    int usual = 0;
    for (Map.Entry<Integer, Integer> count : lines.entrySet()) {
      usual = count.getValue() >= lines.getOrDefault(usual, 0) ? count.getKey() : usual;
    }
    return usual;
  }

  /**
   * Checks a line.
   *
   * @throws Unusable if it has fewer or more columns than usual
   */
  public static void check(int columns, int usual, String line) throws Unusable {
    if (columns < usual) {
      throw new Unusable(
          DropReason.MISSING_COLUMN,
          "must have %s columns like most lines at the head of the file, got %s: %s"
              .formatted(usual, columns, Readings.quote(line)));
    }
    if (columns > usual) {
      throw new Unusable(
          DropReason.UNREADABLE,
          ("must have %s columns like most lines at the head of the file, got %s; does a column"
                  + " hold a separator? %s")
              .formatted(usual, columns, Readings.quote(line)));
    }
  }
}
