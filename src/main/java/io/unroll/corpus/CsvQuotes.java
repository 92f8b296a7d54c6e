package io.unroll.corpus;

/** Finds out whether a CSV record goes on in the next line, as RFC 4180 has it. */
final class CsvQuotes {
  private enum At {
    START_OF_FIELD,
    PLAIN,
    QUOTED
  }

  private final char separator;
  private final boolean blanksBeforeQuote;
  private At at = At.START_OF_FIELD;

  /**
   * Stands before a record.
   *
   * @param blanksBeforeQuote whether a field that starts with blanks may be in quotes
   */
  CsvQuotes(char separator, boolean blanksBeforeQuote) {
    this.separator = separator;
    this.blanksBeforeQuote = blanksBeforeQuote;
  }

  /** Whether the record is still within quotes at the end of this line, the next of its lines. */
  boolean openAfter(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (at == At.QUOTED) {
        boolean escaped = c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
        i += escaped ? 1 : 0;
        at = c == '"' && !escaped ? At.PLAIN : At.QUOTED;
      } else if (c == separator) {
        at = At.START_OF_FIELD;
      } else if (at == At.START_OF_FIELD && c == '"') {
        at = At.QUOTED;
      } else if (!(blanksBeforeQuote && at == At.START_OF_FIELD && c == ' ')) {
        at = At.PLAIN;
      }
    }
    return at == At.QUOTED;
  }
}
