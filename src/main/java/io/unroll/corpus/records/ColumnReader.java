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

/** A reader of records of columns, such as TSV and CSV. */
record ColumnReader(
    ExampleFiles settings, RecordFormat format, ColumnNames columns, RecordSides sides)
    implements SliceReader {

  @Override
  public Iterator<Reading> read(FileSlice slice, Configuration hadoop) {
    ColumnPlaces places;
    try {
      places = places(slice.file(), hadoop);
    } catch (Unusable e) {
      Reading bad = slice.file().bad(0, e);
      return slice.start() == 0 ? List.of(bad).iterator() : List.<Reading>of().iterator();
    }
    return records(new LineReader(slice, settings, hadoop))
        .filter(record -> !columns.header() || record.offset() > 0)
        .map(record -> reading(record, places))
        .iterator();
  }

  /** Looks at the head of a file. */
  private ColumnPlaces places(SourceFile file, Configuration hadoop) throws Unusable {
    try (LineReader lines = new LineReader(file.whole(), settings, hadoop)) {
      Stream<SourceLine> records = records(lines);
      return columns.header()
          ? columns.find(header(records, file))
          : columns.numbered().among(usual(records));
    }
  }

  private Stream<SourceLine> records(LineReader lines) {
    Iterator<SourceLine> records = format.records(lines, settings.maxLineBytes());
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(records, Spliterator.ORDERED), false);
  }

  private List<String> header(Stream<SourceLine> records, SourceFile file) throws Unusable {
    SourceLine first = records.findFirst().orElse(new SourceLine.Text(file, 0, "", false));
    if (first instanceof SourceLine.Text text) {
      return format.fields(text.text());
    }
    String found = ((SourceLine.Unreadable) first).found();
    throw new Unusable(DropReason.UNREADABLE_FILE, "the header cannot be read: " + found);
  }

  private int usual(Stream<SourceLine> records) {
    return UsualColumns.of(
        records
            .filter(record -> record instanceof SourceLine.Text text && !isEmpty(text))
            .mapToInt(record -> format.fields(((SourceLine.Text) record).text()).size()));
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
        new Readings(settings.splitBy()), () -> places.sides(format.fields(text.text()), sides));
  }

  private static boolean isEmpty(SourceLine.Text record) {
    return StringUtils.containsOnly(record.text(), ' ');
  }
}
