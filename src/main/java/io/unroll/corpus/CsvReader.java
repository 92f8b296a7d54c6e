package io.unroll.corpus;

import io.unroll.config.ExampleFiles;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * Reader of whole CSV files.
 *
 * @param blanksBeforeQuote whether a field that starts with blanks may be in quotes
 */
record CsvReader(
    ExampleFiles settings, boolean blanksBeforeQuote, ColumnNames columns, RecordSides sides)
    implements SliceReader {
  private static final char SEPARATOR = ',';

  @Override
  public Iterator<Reading> read(ExampleSlice slice, Configuration hadoop) {
    ExampleFile file = slice.file();
    CsvRecords records = records(new ExampleLines(slice, settings, hadoop));
    ColumnPlaces places;
    try {
      places =
          columns.header()
              ? columns.find(header(records))
              : columns.numbered().among(usual(slice, hadoop));
    } catch (Unusable e) {
      return List.of(Readings.bad(file, 0, e.reason(), String.valueOf(e.getMessage()))).iterator();
    }
    return stream(records).map(record -> reading(file, record, places)).iterator();
  }

  private CsvRecords records(ExampleLines lines) {
    return new CsvRecords(lines, SEPARATOR, blanksBeforeQuote, settings.maxLineBytes());
  }

  private int usual(ExampleSlice slice, Configuration hadoop) {
    try (ExampleLines lines = new ExampleLines(slice, settings, hadoop)) {
      return UsualColumns.of(
          stream(records(lines))
              .filter(record -> record instanceof ExampleLine.Text text && !isEmpty(text))
              .mapToInt(record -> fields(((ExampleLine.Text) record).text()).size()));
    }
  }

  private static Stream<ExampleLine> stream(CsvRecords records) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(records, Spliterator.ORDERED), false);
  }

  private static boolean isEmpty(ExampleLine.Text record) {
    return StringUtils.containsOnly(record.text(), ' ');
  }

  private List<String> header(CsvRecords records) throws Unusable {
    ExampleLine first = records.hasNext() ? records.next() : new ExampleLine.Text(0, "", false);
    if (first instanceof ExampleLine.Text text) {
      return fields(text.text());
    }
    String found = ((ExampleLine.Unreadable) first).found();
    throw new Unusable(DropReason.UNREADABLE_FILE, "the header cannot be read: " + found);
  }

  private Reading reading(ExampleFile file, ExampleLine record, ColumnPlaces places) {
    if (record instanceof ExampleLine.Unreadable unreadable) {
      return Readings.bad(file, unreadable);
    }
    ExampleLine.Text text = (ExampleLine.Text) record;
    if (isEmpty(text)) {
      return Readings.empty(file, text.offset());
    }
    return new Readings(settings.splitBy())
        .of(file, text.offset(), text.mended(), () -> places.sides(fields(text.text()), sides));
  }

  private List<String> fields(String record) {
    CsvFields fields = new CsvFields(SEPARATOR, blanksBeforeQuote);
    fields.openAfter(record);
    return fields.all();
  }
}
