package io.unroll.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a data report.
 *
 * @param title what stands above it; empty where the section's title says it
 * @param folded whether it opens on demand
 */
record DataTable(String title, boolean folded, List<Column> columns, List<Row> rows) {

  /** {@code kind} is the class of the column's cells: number, corpus (text of the corpus), none. */
  record Column(String label, String kind) {
    static Column text(String label) {
      return new Column(label, "");
    }

    static Column number(String label) {
      return new Column(label, "number");
    }

    static Column corpus(String label) {
      return new Column(label, "corpus");
    }
  }

  /** One row, a cell a column. */
  record Row(List<Cell> cells) {}

  /**
   * One cell.
   *
   * @param kind the class of its column
   * @param bar how much of a bar under the text is filled, such as {@code 12.5%}; empty for no bar
   */
  record Cell(String text, String kind, String bar) {

    /** Returns whether this is text of the corpus, of any script. */
    boolean corpus() {
      return kind.equals("corpus");
    }
  }

  boolean any() {
    return !rows.isEmpty();
  }

  /** Returns the number of rows, in words. */
  String size() {
    return Figures.count(rows.size()) + (rows.size() == 1 ? " row" : " rows");
  }

  /** Returns a table whose rows are filled by {@link #add}. */
  static DataTable of(String title, Column... columns) {
    return new DataTable(title, false, List.of(columns), new ArrayList<>());
  }

  DataTable fold() {
    return new DataTable(title, true, columns, rows);
  }

  /** Adds a row; texts in the order of the columns. */
  void add(List<String> texts) {
    List<Cell> cells = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      String kind = columns.get(column).kind();
      String text = texts.get(column);
      cells.add(new Cell(kind.equals("corpus") ? VisibleText.withEdges(text) : text, kind, ""));
    }
    rows.add(new Row(List.copyOf(cells)));
  }

  void add(String... texts) {
    add(List.of(texts));
  }

  /** Puts a bar under the last row's cell of a column. */
  void bar(int column, double share) {
    int last = rows.size() - 1;
    List<Cell> cells = new ArrayList<>(rows.get(last).cells());
    Cell cell = cells.get(column);
    double filled = Math.max(0, Math.min(1, share));
    cells.set(column, new Cell(cell.text(), cell.kind(), Figures.shortest(100 * filled) + "%"));
    rows.set(last, new Row(List.copyOf(cells)));
  }
}
