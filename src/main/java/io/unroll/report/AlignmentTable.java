package io.unroll.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An {@link Alignment} as the page shows it: the darker a cell, the more attention. */
record AlignmentTable(List<String> columns, List<Row> rows) {
  static final int MOST_TOKENS = 60;

  /** Attention of one token of the answer. */
  record Row(String token, List<Cell> cells) {}

  /**
   * One weight.
   *
   * @param told what a reader who points at it is told
   * @param percent how dark it is
   */
  record Cell(String told, String percent) {}

  /** Returns whether it can be read on a page. */
  static boolean fits(Alignment alignment) {
    return alignment.input().size() <= MOST_TOKENS && alignment.output().size() <= MOST_TOKENS;
  }

  static AlignmentTable of(Alignment alignment) {
    List<String> columns = alignment.input().stream().map(VisibleText::onOneLine).toList();
    List<Row> rows = new ArrayList<>();
    for (int step = 0; step < alignment.output().size(); step++) {
      String token = VisibleText.onOneLine(alignment.output().get(step));
      List<Cell> cells = new ArrayList<>();
      for (int source = 0; source < columns.size(); source++) {
        float weight = alignment.weights()[step][source];
        cells.add(
            new Cell(
                String.format(Locale.ROOT, "%s ← %s: %.3f", token, columns.get(source), weight),
                Math.round(100 * weight) + "%"));
      }
      rows.add(new Row(token, cells));
    }
    return new AlignmentTable(columns, rows);
  }
}
