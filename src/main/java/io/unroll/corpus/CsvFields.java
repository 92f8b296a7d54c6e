package io.unroll.corpus;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Cuts a CSV record, given as one text, into its fields. */
final class CsvFields {
  private static final int MOST_COLUMNS = 1 << 16;

  private final CsvParser parser;

  /**
   * Any number of records can be cut, one after the other.
   *
   * @param blanksBeforeQuote whether a field that starts with blanks may be in quotes
   */
  CsvFields(char separator, boolean blanksBeforeQuote) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(separator);
    settings.getFormat().setLineSeparator("\n");
    settings.setCommentProcessingEnabled(false);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setIgnoreLeadingWhitespaces(blanksBeforeQuote);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setIgnoreLeadingWhitespacesInQuotes(false);
    settings.setIgnoreTrailingWhitespacesInQuotes(false);
    settings.setSkipBitsAsWhitespace(false);
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setMaxCharsPerColumn(-1);
    settings.setMaxColumns(MOST_COLUMNS);
    parser = new CsvParser(settings);
  }

  List<String> of(String record) {
    return Optional.ofNullable(parser.parseLine(record)).map(Arrays::asList).orElse(List.of());
  }
}
