package io.unroll.corpus.records;

import io.unroll.corpus.lines.CsvFields;
import io.unroll.corpus.lines.CsvRecords;
import io.unroll.corpus.lines.SourceLine;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.lang3.StringUtils;

/** A way to write records of columns into lines. */
sealed interface RecordFormat extends Serializable {

  /** Puts lines together to records. */
  Iterator<SourceLine> records(Iterator<SourceLine> lines, int maxBytes);

  /** Returns the columns of a record. */
  List<String> fields(String record);

  /**
   * Records of one line each, columns between separators, no quotes: TSV.
   *
   * @param separator any characters
   */
  record Separated(String separator) implements RecordFormat {
    @Override
    public Iterator<SourceLine> records(Iterator<SourceLine> lines, int maxBytes) {
      return lines;
    }

    @Override
    public List<String> fields(String record) {
      return Arrays.asList(StringUtils.splitByWholeSeparatorPreserveAllTokens(record, separator));
    }
  }

  /**
   * CSV: a record may go over several lines, so that files can only be read as a whole.
   *
   * @param blanksBeforeQuote whether a column that starts with blanks may be in quotes
   */
  record Csv(boolean blanksBeforeQuote) implements RecordFormat {
    private static final char SEPARATOR = ',';

    @Override
    public Iterator<SourceLine> records(Iterator<SourceLine> lines, int maxBytes) {
      return new CsvRecords(lines, SEPARATOR, blanksBeforeQuote, maxBytes);
    }

    @Override
    public List<String> fields(String record) {
      return CsvFields.of(record, SEPARATOR, blanksBeforeQuote);
    }
  }
}
