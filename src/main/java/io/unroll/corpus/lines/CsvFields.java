package io.unroll.corpus.lines;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one CSV record (RFC 4180) that comes line by line.
 *
 * <p>It has to be known at each line end whether the record goes on, and a field holds any
 * character: Univocity, which Spark brings, reads only whole files, trims quoted blanks and takes
 * some control characters for its own.
 */
public final class CsvFields {
  private enum At {
    START_OF_FIELD,
    PLAIN,
    QUOTED
  }

  private final char separator;
  private final boolean blanksBeforeQuote;
  private final List<String> ended = new ArrayList<>();
  private final StringBuilder field = new StringBuilder();
  private At at = At.START_OF_FIELD;
  private boolean isFirstLine = true;

  /**
   * Stands before a record.
   *
   * @param blanksBeforeQuote whether a field that starts with blanks may be in quotes
   */
  public CsvFields(char separator, boolean blanksBeforeQuote) {
    this.separator = separator;
    this.blanksBeforeQuote = blanksBeforeQuote;
  }

  /** Returns the fields of a whole record. */
  public static List<String> of(String record, char separator, boolean blanksBeforeQuote) {
    CsvFields fields = new CsvFields(separator, blanksBeforeQuote);
    fields.openAfter(record);
    return fields.all();
  }

  /** Returns whether the record is within quotes at the end of this line, the next of its lines. */
  public boolean openAfter(String line) {
    if (!isFirstLine) {
      field.append('\n');
    }
    isFirstLine = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean escaped = at == At.QUOTED && line.startsWith("\"\"", i);
      if (escaped) {
        field.append(c);
        i++;
      } else if (at == At.QUOTED) {
        quoted(c);
      } else {
        unquoted(c);
      }
    }
    return at == At.QUOTED;
  }

  /** Returns all fields, the last one ended here. */
  public List<String> all() {
    List<String> all = new ArrayList<>(ended);
    all.add(field.toString());
    return all;
  }

  private void quoted(char c) {
    if (c == '"') {
      at = At.PLAIN;
    } else {
      field.append(c);
    }
  }

  private void unquoted(char c) {
    if (c == separator) {
      ended.add(field.toString());
      field.setLength(0);
      at = At.START_OF_FIELD;
    } else if (c == '"' && at == At.START_OF_FIELD) {
      field.setLength(0);
      at = At.QUOTED;
    } else {
      boolean mayStillQuote = at == At.START_OF_FIELD && blanksBeforeQuote && isBlank(c);
      at = mayStillQuote ? At.START_OF_FIELD : At.PLAIN;
      field.append(c);
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
