package io.unroll.corpus.records;

import io.unroll.config.ExampleFiles;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.RecordSides;
import io.unroll.corpus.files.FileSlice;
import io.unroll.corpus.lines.LineReader;
import io.unroll.corpus.lines.SourceLine;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;

/** Reader of the same lines of two files in parallel. */
record AlignedLines(ExampleFiles settings, RecordSides sides) implements Serializable {

  /**
   * Lines [first, end) of one file or of both.
   *
   * @param sides where the first line of each file begins
   * @param unaligned why they have no counterpart, if only one file has them
   */
  record Stretch(List<Side> sides, long first, long end, String unaligned)
      implements Serializable {}

  /**
   * Offset at which to start reading a file.
   *
   * @param line number of the first line of the slice
   */
  record Side(FileSlice slice, long line) implements Serializable {
    private static Side at(LineCounts counts, long line) {
      int slice = counts.sliceOf(line);
      return new Side(counts.slices().get(slice).toEndOfFile(), counts.starts()[slice]);
    }
  }

  /** A stretch for each slice of the source, then what is left of the longer file. */
  static List<Stretch> stretches(LineCounts sources, LineCounts targets) {
    List<Stretch> stretches = new ArrayList<>();
    long both = Math.min(sources.lines(), targets.lines());
    for (int slice = 0; slice < sources.slices().size(); slice++) {
      long first = sources.starts()[slice];
      long end = Math.min(both, sources.starts()[slice + 1]);
      if (first < end) {
        List<Side> sides = List.of(Side.at(sources, first), Side.at(targets, first));
        stretches.add(new Stretch(sides, first, end, ""));
      }
    }
    String unaligned =
        "both files must have as many lines, but %s has %s and %s has %s"
            .formatted(name(sources), sources.lines(), name(targets), targets.lines());
    LineCounts longer = sources.lines() > targets.lines() ? sources : targets;
    for (int slice = 0; slice < longer.slices().size(); slice++) {
      long first = Math.max(both, longer.starts()[slice]);
      long end = longer.starts()[slice + 1];
      if (first < end) {
        List<Side> sides = List.of(Side.at(longer, first));
        stretches.add(new Stretch(sides, first, end, unaligned));
      }
    }
    return stretches;
  }

  /** The readings of a stretch, in order. */
  Iterator<Reading> read(Stretch stretch, Configuration hadoop) {
    Iterator<SourceLine> left = lines(stretch.sides.get(0), stretch.first, hadoop);
    if (stretch.sides.size() == 1) {
      return LongStream.range(stretch.first, stretch.end)
          .mapToObj(line -> unaligned(left.next(), stretch.unaligned))
          .iterator();
    }
    Side right = stretch.sides.get(1);
    Iterator<SourceLine> counterparts = lines(right, stretch.first, hadoop);
    return LongStream.range(stretch.first, stretch.end)
        .mapToObj(line -> pair(line, left.next(), counterparts.next()))
        .iterator();
  }

  private Iterator<SourceLine> lines(Side side, long first, Configuration hadoop) {
    LineReader lines = new LineReader(side.slice, settings, hadoop);
    for (long line = side.line; line < first; line++) {
      lines.next();
    }
    return lines;
  }

  private static Reading unaligned(SourceLine line, String found) {
    return line.file().bad(line.offset(), DropReason.UNALIGNED, found);
  }

  private Reading pair(long number, SourceLine left, SourceLine right) {
    if (left instanceof SourceLine.Unreadable unreadable) {
      return unreadable.reading();
    }
    if (right instanceof SourceLine.Unreadable unreadable) {
      return unreadable.reading();
    }
    SourceLine.Text input = (SourceLine.Text) left;
    SourceLine.Text output = (SourceLine.Text) right;
    boolean mended = input.mended() || output.mended();
    return new SourceLine.Text(input.file(), input.offset(), input.text(), mended)
        .reading(
            input.file().keyOf(number + 1),
            new Readings(settings.splitBy()),
            () -> sides.of(Optional.of(input.text()), Optional.of(output.text())));
  }

  private static String name(LineCounts counts) {
    return counts.slices().get(0).file().name();
  }
}
