package io.unroll.corpus.series;

import io.unroll.config.WindowSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.files.SourceFile;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Cutter of the rows of tables, table after table and each in the order of its time, into windows
 * and their horizons. None of them reaches across a gap or from one split into another.
 */
final class WindowCutter implements Iterator<WindowCutter.Cut> {

  /** An example, or a row that is none, in its split. */
  record Cut(Split split, Reading reading) implements Serializable {}

  /** Rows at which valid and test begin. */
  record Borders(long valid, long test) implements Serializable {
    Split split(long row) {
      if (row < valid) {
        return Split.TRAIN;
      }
      return row < test ? Split.VALID : Split.TEST;
    }

    static Borders all(Split split) {
      return switch (split) {
        case TRAIN -> new Borders(Long.MAX_VALUE, Long.MAX_VALUE);
        case VALID -> new Borders(0, Long.MAX_VALUE);
        case TEST -> new Borders(0, 0);
      };
    }
  }

  private final Iterator<CsvTable.Row> rows;
  private final Map<Integer, Borders> borders;
  private final WindowSettings settings;
  private final Readings readings;
  private final ArrayDeque<CsvTable.Numbers> held = new ArrayDeque<>();
  private final ArrayDeque<Cut> cuts = new ArrayDeque<>();
  private final ArrayDeque<CsvTable.Row> ahead = new ArrayDeque<>();
  private Optional<SourceFile> file = Optional.empty();
  private Optional<BigDecimal> latest = Optional.empty();
  private TableStep step = new TableStep(Optional.empty());
  private Optional<CsvTable.Numbers> uncut = Optional.empty();
  private Split split = Split.TRAIN;
  private long row;
  private int skip;
  private boolean isCut;
  private boolean mended;

  WindowCutter(
      Iterator<CsvTable.Row> rows,
      Map<Integer, Borders> borders,
      WindowSettings settings,
      Readings readings) {
    this.rows = rows;
    this.borders = borders;
    this.settings = settings;
    this.readings = readings;
  }

  @Override
  public boolean hasNext() {
    while (cuts.isEmpty() && (!ahead.isEmpty() || rows.hasNext())) {
      accept(ahead.isEmpty() ? rows.next() : ahead.remove());
    }
    return !cuts.isEmpty();
  }

  @Override
  public Cut next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return cuts.remove();
  }

  private void accept(CsvTable.Row next) {
    if (!file.equals(Optional.of(next.file()))) {
      file = Optional.of(next.file());
      latest = Optional.empty();
      row = 0;
      restart();
      step = step(next);
    }
    Split now = Optional.ofNullable(borders.get(next.file().ordinal())).orElseThrow().split(row++);
    if (now != split) {
      split = now;
      restart();
    }
    if (next instanceof CsvTable.Numbers numbers) {
      accept(numbers);
    } else if (next instanceof CsvTable.Gap gap) {
      cuts.add(new Cut(split, gap.bad()));
      restart();
    } else if (next instanceof CsvTable.Unplaced unplaced) {
      cuts.add(new Cut(split, unplaced.bad()));
      restart();
    }
  }

  /** Looks at the head of the table that starts with this row. */
  private TableStep step(CsvTable.Row first) {
    while (ahead.size() < TableStep.ROWS && rows.hasNext()) {
      ahead.add(rows.next());
    }
    List<CsvTable.Row> head = new ArrayList<>(List.of(first));
    ahead.stream().takeWhile(row -> row.file().equals(first.file())).forEach(head::add);
    return TableStep.of(head, settings.gaps());
  }

  private void restart() {
    held.clear();
    skip = 0;
    uncut = Optional.empty();
    isCut = false;
  }

  /** Restarts after a gap; reports a stretch before it that gave no example. */
  private void restartBehindGap() {
    uncut.ifPresent(
        first ->
            cuts.add(
                new Cut(
                    split,
                    first
                        .file()
                        .bad(
                            first.offset(),
                            DropReason.SHORT_STRETCH,
                            "a gap in time follows after too few rows for a window"))));
    restart();
  }

  private void accept(CsvTable.Numbers numbers) {
    int order = latest.map(numbers.time()::compareTo).orElse(1);
    if (order <= 0) {
      DropReason reason = order == 0 ? DropReason.DUPLICATE_TIME : DropReason.OUT_OF_ORDER;
      String found =
          order == 0
              ? "every row must have a time of its own, got that of an earlier row"
              : "rows must stand in the order of time, got one earlier than a row before it; sort"
                  + " them, or set corpus.unsorted = sort";
      cuts.add(new Cut(split, numbers.file().bad(numbers.offset(), reason, found)));
      return;
    }
    if (latest.isPresent() && step.isGap(latest.get(), numbers.time())) {
      restartBehindGap();
    }
    latest = Optional.of(numbers.time());
    mended |= numbers.mended();
    if (skip > 0) {
      skip--;
      return;
    }
    if (held.isEmpty() && uncut.isEmpty() && !isCut) {
      uncut = Optional.of(numbers);
    }
    held.add(numbers);
    if (held.size() == settings.window() + settings.horizon()) {
      cuts.add(new Cut(split, example()));
      uncut = Optional.empty();
      isCut = true;
      int dropped = Math.min(settings.stride(), held.size());
      skip = settings.stride() - dropped;
      for (int i = 0; i < dropped; i++) {
        held.remove();
      }
    }
  }

  private Reading example() {
    CsvTable.Numbers first = held.element();
    boolean mendedSinceLast = mended;
    mended = false;
    List<double[]> values = held.stream().map(CsvTable.Numbers::values).toList();
    return new Reading.Good(
        first.file().index(first.offset()),
        readings.example(
            first.file().keyAt(first.offset()),
            frames(values.subList(0, settings.window())),
            frames(values.subList(settings.window(), values.size()))),
        mendedSinceLast);
  }

  private static Content.Frames frames(List<double[]> rows) {
    int width = rows.get(0).length;
    double[] values = new double[Math.multiplyExact(rows.size(), width)];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, values, i * width, width);
    }
    return new Content.Frames(width, values);
  }
}
