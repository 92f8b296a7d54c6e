package io.unroll.corpus.lines;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Readings;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Assembler of the lines of a CSV file into records: a line end in quotes is part of a field.
 *
 * <p>Where a quote is never closed, or not within {@code maxBytes}, the line that opens it is
 * unreadable and the next one starts a record again.
 */
public final class CsvRecords implements Iterator<SourceLine> {
  private final Iterator<SourceLine> lines;
  private final char separator;
  private final boolean blanksBeforeQuote;
  private final long maxBytes;
  private final Deque<SourceLine> ahead = new ArrayDeque<>();

  public CsvRecords(
      Iterator<SourceLine> lines, char separator, boolean blanksBeforeQuote, long maxBytes) {
    this.lines = lines;
    this.separator = separator;
    this.blanksBeforeQuote = blanksBeforeQuote;
    this.maxBytes = maxBytes;
  }

  @Override
  public boolean hasNext() {
    return !ahead.isEmpty() || lines.hasNext();
  }

  @Override
  public SourceLine next() {
    SourceLine first = line().orElseThrow(NoSuchElementException::new);
    return first instanceof SourceLine.Text text ? record(text) : first;
  }

  private SourceLine record(SourceLine.Text first) {
    CsvFields fields = new CsvFields(separator, blanksBeforeQuote);
    if (!fields.openAfter(first.text())) {
      return first;
    }
    Deque<SourceLine> read = new ArrayDeque<>();
    StringBuilder record = new StringBuilder(first.text());
    boolean mended = first.mended();
    while (record.length() <= maxBytes) {
      Optional<SourceLine> next = line();
      next.ifPresent(read::add);
      if (next.isEmpty() || !(next.get() instanceof SourceLine.Text text)) {
        break;
      }
      record.append('\n').append(text.text());
      mended |= text.mended();
      if (!fields.openAfter(text.text())) {
        return new SourceLine.Text(first.file(), first.offset(), record.toString(), mended);
      }
    }
    while (!read.isEmpty()) {
      ahead.addFirst(read.removeLast());
    }
    return new SourceLine.Unreadable(
        first.file(),
        first.offset(),
        DropReason.UNREADABLE,
        "a quote is opened here and not closed again: " + Readings.quote(first.text()));
  }

  private Optional<SourceLine> line() {
    if (!ahead.isEmpty()) {
      return Optional.of(ahead.removeFirst());
    }
    return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
  }
}
