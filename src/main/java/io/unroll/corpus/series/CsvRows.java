package io.unroll.corpus.series;

import io.unroll.corpus.files.SourceFile;
import io.unroll.corpus.lines.SourceLine;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The rows of tables line by line, heads and blank lines left out. */
final class CsvRows implements Iterator<CsvTable.Row> {
  private final Iterator<SourceLine> lines;
  private final Map<Integer, CsvTable> tables;
  private Optional<CsvTable.Row> next = Optional.empty();

  CsvRows(Iterator<SourceLine> lines, Map<Integer, CsvTable> tables) {
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

  private Optional<CsvTable.Row> row(SourceLine line) {
    SourceFile file = line.file();
    if (line instanceof SourceLine.Unreadable bad) {
      return Optional.of(new CsvTable.Unplaced(file, bad.offset(), bad.reading()));
    }
    SourceLine.Text good = (SourceLine.Text) line;
    if (good.offset() == 0 || good.text().isBlank()) {
      return Optional.empty();
    }
    CsvTable table = Optional.ofNullable(tables.get(file.ordinal())).orElseThrow();
    return Optional.of(table.read(good));
  }
}
