package io.unroll.corpus;

import com.univocity.parsers.csv.CsvParser;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of tables line by line, heads and blank lines left out. */
final class CsvRows implements Iterator<CsvTable.Row> {
  private final Iterator<SourceLines.Line> lines;
  private final Map<Integer, CsvTable> tables;
  private final Map<Integer, CsvParser> parsers = new TreeMap<>();
  private Optional<CsvTable.Row> next = Optional.empty();

  CsvRows(Iterator<SourceLines.Line> lines, Map<Integer, CsvTable> tables) {
    this.lines = lines;
    this.tables = tables;
  }

  @Override
  public boolean hasNext() {
    while (next.isEmpty() && lines.hasNext()) {
      next = row(lines.next());
    }
    return next.isPresent();
  }

  @Override
  public CsvTable.Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    CsvTable.Row row = next.orElseThrow();
    next = Optional.empty();
    return row;
  }

  private Optional<CsvTable.Row> row(SourceLines.Line line) {
    SourceFile file = line.file();
    if (line instanceof SourceLines.Bad bad) {
      return Optional.of(
          new CsvTable.Unplaced(
              file, bad.offset(), file.bad(bad.offset(), bad.reason(), bad.found())));
    }
    SourceLines.Good good = (SourceLines.Good) line;
    if (good.offset() == 0 || good.text().isBlank()) {
      return Optional.empty();
    }
    CsvTable table = Optional.ofNullable(tables.get(file.ordinal())).orElseThrow();
    CsvParser parser =
        parsers.computeIfAbsent(file.ordinal(), any -> CsvTable.parser(table.separator()));
    return Optional.of(table.read(good, parser));
  }
}
