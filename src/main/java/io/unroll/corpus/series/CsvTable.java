package io.unroll.corpus.series;

import io.unroll.config.InvalidInput;
import io.unroll.config.WindowSettings;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.FiniteNumber;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.lines.CsvFields;
import io.unroll.corpus.lines.SourceLine;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reader of the lines of a CSV file whose head names the columns.
 *
 * @param columns cells of every line
 * @param time place of the time among them
 * @param values places of the numbers among them
 * @param names of the numbers
 */
record CsvTable(int columns, int time, List<Integer> values, List<String> names, char separator)
    implements Serializable {

  /** A line of the table. */
  sealed interface Row extends Serializable {
    SourceFile file();

    long offset();

    /** Its time, if that is known. */
    Optional<BigDecimal> moment();
  }

  /** A line that holds a time and all numbers. */
  record Numbers(SourceFile file, long offset, BigDecimal time, double[] values, boolean mended)
      implements Row {
    @Override
    public Optional<BigDecimal> moment() {
      return Optional.of(time);
    }
  }

  /** A line whose time is known, but not all of its numbers. */
  record Gap(SourceFile file, long offset, BigDecimal time, Reading.Bad bad) implements Row {
    @Override
    public Optional<BigDecimal> moment() {
      return Optional.of(time);
    }
  }

  /** A line that stands nowhere in time. */
  record Unplaced(SourceFile file, long offset, Reading.Bad bad) implements Row {
    @Override
    public Optional<BigDecimal> moment() {
      return Optional.empty();
    }
  }

  /**
   * Finds the columns that the settings name.
   *
   * @throws InvalidInput if the head does not have them
   */
  static CsvTable of(SourceFile file, String head, WindowSettings settings) {
    char separator = settings.separator().character();
    List<String> names = CsvFields.of(head, separator, true).stream().map(String::strip).toList();
    List<String> wanted =
        settings.valueColumns().strip().equals(WindowSettings.ALL)
            ? names.stream().filter(name -> !name.equals(settings.timeColumn())).toList()
            : Arrays.stream(settings.valueColumns().split(",", -1)).map(String::strip).toList();
    List<String> problems = new ArrayList<>();
    if (!names.contains(settings.timeColumn())) {
      problems.add(missing(file, "timeColumn", settings.timeColumn(), names));
    }
    for (String name : wanted) {
      if (!names.contains(name)) {
        problems.add(missing(file, "valueColumns", name, names));
      } else if (names.indexOf(name) != names.lastIndexOf(name)) {
        problems.add(
            "corpus.valueColumns: %s must have one column \"%s\", but its first line names %s"
                .formatted(file.path(), name, String.join(", ", names)));
      }
    }
    if (wanted.isEmpty()) {
      problems.add(file.path() + ": must have a column beside the time, got " + names);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems.stream().distinct().toList());
    }
    return new CsvTable(
        names.size(),
        names.indexOf(settings.timeColumn()),
        wanted.stream().map(names::indexOf).toList(),
        wanted,
        separator);
  }

  private static String missing(SourceFile file, String setting, String name, List<String> names) {
    return "corpus.%s: %s must have the column \"%s\", but its first line names %s"
        .formatted(setting, file.path(), name, String.join(", ", names));
  }

  private List<String> cells(String line) throws Unusable {
    CsvFields fields = new CsvFields(separator, true);
    if (fields.openAfter(line)) {
      throw new Unusable(
          DropReason.UNREADABLE,
          "a quote is opened and not closed in this line: " + Readings.quote(line));
    }
    List<String> cells = fields.all();
    if (cells.size() != columns) {
      throw new Unusable(
          cells.size() < columns ? DropReason.MISSING_COLUMN : DropReason.UNREADABLE,
          "a line must have %s cells like the first one, got %s".formatted(columns, cells.size()));
    }
    return cells;
  }

  /** Reads a line below the head. */
  Row read(SourceLine.Text line) {
    SourceFile file = line.file();
    long offset = line.offset();
    List<String> cells;
    BigDecimal moment;
    try {
      cells = cells(line.text());
      moment = Moment.parse(cells.get(time));
    } catch (Unusable e) {
      return new Unplaced(file, offset, file.bad(offset, e));
    }
    try {
      double[] numbers = new double[values.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = FiniteNumber.parse(cells.get(values.get(i)), "column " + names.get(i));
      }
      return new Numbers(file, offset, moment, numbers, line.mended());
    } catch (Unusable e) {
      return new Gap(file, offset, moment, file.bad(offset, e));
    }
  }
}
