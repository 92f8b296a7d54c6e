package io.unroll.config;

import java.io.Serializable;

/**
 * Windows of a table of numbers in time: the known part and what follows.
 *
 * @param valueColumns names, separated by commas; {@value #ALL} for all but the time
 * @param window steps in
 * @param horizon steps out
 * @param stride steps from the start of one example to the start of the next
 * @param gaps what times that are missing do
 */
public record WindowSettings(
    String timeColumn,
    String valueColumns,
    Separator separator,
    Unsorted unsorted,
    int window,
    int horizon,
    int stride,
    Gaps gaps)
    implements Serializable {

  /** All columns but the time. */
  public static final String ALL = "*";

  /** Separator of the cells of a line. */
  public enum Separator {
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t');

    private final char character;

    Separator(char character) {
      this.character = character;
    }

    /** Returns the character itself. */
    public char character() {
      return character;
    }
  }

  /** Treatment of missing times. */
  public enum Gaps {
    /** No example reaches across them. */
    BREAK,
    /** Rows follow one another, regardless of their times. */
    JOIN
  }

  /** Treatment of rows that are not in the order of time. */
  public enum Unsorted {
    /** They are bad records. */
    FAIL,
    /** All rows are sorted. */
    SORT
  }

  /**
   * Checks names and counts.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public WindowSettings {
    new Checks()
        .that(!timeColumn.isBlank(), "timeColumn", "must name a column, got nothing")
        .that(
            !valueColumns.isBlank(), "valueColumns", "must name columns, or be " + ALL + " for all")
        .between("window", window, 1, 1_000_000)
        .between("horizon", horizon, 1, 1_000_000)
        .atLeast("stride", stride, 1)
        .done();
  }
}
