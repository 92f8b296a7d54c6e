package io.unroll.corpus.records;

import io.unroll.config.ExampleFiles;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.FileSlice;
import io.unroll.corpus.files.SliceReader;
import io.unroll.corpus.lines.LineReader;
import io.unroll.corpus.lines.SourceLine;
import io.unroll.corpus.lines.UsualColumns;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.conf.Configuration;

/**
 * Records of one line each, fields between separators, no quotes: TSV.
 *
 * @param separator any characters
 */
record SeparatedLines(
    ExampleFiles settings, String separator, ColumnNames columns, RecordSides sides)
    implements SliceReader {

  @Override
  public Iterator<Reading> read(FileSlice slice, Configuration hadoop) {
    ColumnPlaces places;
    try {
      places =
          columns.header()
              ? columns.find(header(slice, hadoop))
              : columns.numbered().among(usual(slice, hadoop));
    } catch (Unusable e) {
      Reading bad = slice.file().bad(0, e);
      return slice.start() == 0 ? List.of(bad).iterator() : List.<Reading>of().iterator();
    }
    return new LineReader(slice, settings, hadoop)
        .stream()
            .filter(line -> !columns.header() || line.offset() > 0)
            .map(line -> reading(line, places))
            .iterator();
  }

  private Reading reading(SourceLine line, ColumnPlaces places) {
    if (line instanceof SourceLine.Unreadable unreadable) {
      return unreadable.reading();
    }
    SourceLine.Text text = (SourceLine.Text) line;
    if (isEmpty(text)) {
      return text.emptyReading();
    }
    return text.reading(
        new Readings(settings.splitBy()), () -> places.sides(fields(text.text()), sides));
  }

  private List<String> header(FileSlice slice, Configuration hadoop) throws Unusable {
    try (LineReader lines = new LineReader(slice.file().whole(), settings, hadoop)) {
      SourceLine first =
          lines.hasNext() ? lines.next() : new SourceLine.Text(slice.file(), 0, "", false);
      if (first instanceof SourceLine.Text text) {
        return fields(text.text());
      }
      String found = ((SourceLine.Unreadable) first).found();
      throw new Unusable(DropReason.UNREADABLE_FILE, "the header cannot be read: " + found);
    }
  }

  private int usual(FileSlice slice, Configuration hadoop) {
    try (LineReader lines = new LineReader(slice.file().whole(), settings, hadoop)) {
      return UsualColumns.of(
          lines.stream()
              .filter(line -> line instanceof SourceLine.Text text && !isEmpty(text))
              .mapToInt(line -> fields(((SourceLine.Text) line).text()).size()));
    }
  }

  private static boolean isEmpty(SourceLine.Text line) {
    return StringUtils.containsOnly(line.text(), ' ');
  }

  private List<String> fields(String line) {
    return Arrays.asList(StringUtils.splitByWholeSeparatorPreserveAllTokens(line, separator));
  }
}
