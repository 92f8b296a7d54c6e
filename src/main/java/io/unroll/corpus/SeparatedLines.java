package io.unroll.corpus;

import io.unroll.config.ExampleFiles;
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
  public Iterator<Reading> read(ExampleSlice slice, Configuration hadoop) {
    ColumnPlaces places;
    try {
      places =
          columns.header()
              ? columns.find(header(slice, hadoop))
              : columns.numbered().among(usual(slice, hadoop));
    } catch (Unusable e) {
      Reading bad = Readings.bad(slice.file(), 0, e.reason(), String.valueOf(e.getMessage()));
      return slice.start() == 0 ? List.of(bad).iterator() : List.<Reading>of().iterator();
    }
    return new ExampleLines(slice, settings, hadoop)
        .stream()
            .filter(line -> !columns.header() || line.offset() > 0)
            .map(line -> reading(slice.file(), line, places))
            .iterator();
  }

  private Reading reading(ExampleFile file, ExampleLine line, ColumnPlaces places) {
    if (line instanceof ExampleLine.Unreadable unreadable) {
      return Readings.bad(file, unreadable);
    }
    ExampleLine.Text text = (ExampleLine.Text) line;
    if (isEmpty(text)) {
      return Readings.empty(file, text.offset());
    }
    return new Readings(settings.splitBy())
        .of(file, text.offset(), text.mended(), () -> places.sides(fields(text.text()), sides));
  }

  private List<String> header(ExampleSlice slice, Configuration hadoop) throws Unusable {
    try (ExampleLines lines = new ExampleLines(slice.file().whole(), settings, hadoop)) {
      ExampleLine first = lines.hasNext() ? lines.next() : new ExampleLine.Text(0, "", false);
      if (first instanceof ExampleLine.Text text) {
        return fields(text.text());
      }
      String found = ((ExampleLine.Unreadable) first).found();
      throw new Unusable(DropReason.UNREADABLE_FILE, "the header cannot be read: " + found);
    }
  }

  private int usual(ExampleSlice slice, Configuration hadoop) {
    try (ExampleLines lines = new ExampleLines(slice.file().whole(), settings, hadoop)) {
      return UsualColumns.of(
          lines.stream()
              .filter(line -> line instanceof ExampleLine.Text text && !isEmpty(text))
              .mapToInt(line -> fields(((ExampleLine.Text) line).text()).size()));
    }
  }

  private static boolean isEmpty(ExampleLine.Text line) {
    return StringUtils.containsOnly(line.text(), ' ');
  }

  private List<String> fields(String line) {
    return Arrays.asList(StringUtils.splitByWholeSeparatorPreserveAllTokens(line, separator));
  }
}
