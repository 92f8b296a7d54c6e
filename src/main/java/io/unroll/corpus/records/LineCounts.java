package io.unroll.corpus.records;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.files.FileSlice;
import io.unroll.corpus.lines.ByteLines;
import io.unroll.corpus.lines.DamagedFile;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Number of lines of each slice of a file.
 *
 * @param starts number of the line each slice begins with, from 0; the last entry is the file's
 *     number of lines
 * @param damage why the file ends early, if it does
 */
record LineCounts(List<FileSlice> slices, long[] starts, List<Reading> damage) {

  /** Lines of a slice. */
  record Count(long lines, List<Reading> damage) implements Serializable {}

  static LineCounts of(List<FileSlice> slices, List<Count> counts) {
    long[] starts = new long[slices.size() + 1];
    for (int i = 0; i < slices.size(); i++) {
      starts[i + 1] = starts[i] + counts.get(i).lines;
    }
    List<Reading> damage = counts.stream().flatMap(count -> count.damage.stream()).toList();
    return new LineCounts(slices, starts, damage);
  }

  /** Counts the lines that begin in a slice, and keeps none. */
  static Count count(FileSlice slice, Configuration hadoop) {
    long lines = 0;
    long start = 0;
    try (ByteLines bytes = new ByteLines(slice, hadoop)) {
      while (bytes.next(0)) {
        lines++;
        start = bytes.start() + bytes.length();
      }
      return new Count(lines, List.of());
    } catch (DamagedFile e) {
      return new Count(
          lines,
          List.of(
              slice.file().bad(start, DropReason.UNREADABLE_FILE, String.valueOf(e.getMessage()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of the file. */
  long lines() {
    return starts[slices.size()];
  }

  /** The last slice that begins no later than with this line. */
  int sliceOf(long line) {
    int slice = slices.size() - 1;
    while (slice > 0 && starts[slice] > line) {
      slice--;
    }
    return slice;
  }
}
