package io.unroll.corpus.records;

import io.unroll.config.ExampleFiles;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.FileSlice;
import io.unroll.corpus.files.SliceReader;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.lines.CsvFields;
import io.unroll.corpus.lines.CsvRecords;
import io.unroll.corpus.lines.LineReader;
import io.unroll.corpus.lines.SourceLine;
import io.unroll.corpus.lines.UsualColumns;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads whole CSV files.
 *
 * @param blanksBeforeQuote whether a field that starts with blanks may be in quotes
 */
record CsvReader(
    ExampleFiles settings, boolean blanksBeforeQuote, ColumnNames columns, RecordSides sides)
    implements SliceReader {
  private static final char SEPARATOR = ',';

  @Override
  public Iterator<Reading> read(FileSlice slice, Configuration hadoop) {
    CsvRecords records = records(new LineReader(slice, settings, hadoop));
    ColumnPlaces places;
    try {
      places =
          columns.header()
              ? columns.find(header(records, slice.file()))
              : columns.numbered().among(usual(slice, hadoop));
    } catch (Unusable e) {
      return List.<Reading>of(slice.file().bad(0, e)).iterator();
    }
    return stream(records).map(record -> reading(record, places)).iterator();
  }

  private CsvRecords records(LineReader lines) {
    return new CsvRecords(lines, SEPARATOR, blanksBeforeQuote, settings.maxLineBytes());
  }

  private int usual(FileSlice slice, Configuration hadoop) {
    try (LineReader lines = new LineReader(slice, settings, hadoop)) {
      return UsualColumns.of(
          stream(records(lines))
              .filter(record -> record instanceof SourceLine.Text text && !isEmpty(text))
              .mapToInt(record -> fields(((SourceLine.Text) record).text()).size()));
    }
  }

  private static Stream<SourceLine> stream(CsvRecords records) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(records, Spliterator.ORDERED), false);
  }

  private static boolean isEmpty(SourceLine.Text record) {
    return StringUtils.containsOnly(record.text(), ' ');
  }

  private List<String> header(CsvRecords records, SourceFile file) throws Unusable {
    SourceLine first = records.hasNext() ? records.next() : new SourceLine.Text(file, 0, "", false);
    if (first instanceof SourceLine.Text text) {
      return fields(text.text());
    }
    String found = ((SourceLine.Unreadable) first).found();
    throw new Unusable(DropReason.UNREADABLE_FILE, "the header cannot be read: " + found);
  }

  private Reading reading(SourceLine record, ColumnPlaces places) {
    if (record instanceof SourceLine.Unreadable unreadable) {
      return unreadable.reading();
    }
    SourceLine.Text text = (SourceLine.Text) record;
    if (isEmpty(text)) {
      return text.emptyReading();
    }
    return text.reading(
        new Readings(settings.splitBy()), () -> places.sides(fields(text.text()), sides));
  }

  private List<String> fields(String record) {
    return CsvFields.of(record, SEPARATOR, blanksBeforeQuote);
  }
}
