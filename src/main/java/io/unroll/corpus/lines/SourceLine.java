package io.unroll.corpus.lines;

import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Reading;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.files.SourceFile;
import java.io.Serializable;

/** A line of a file of examples, or the reason why it cannot be read. */
public sealed interface SourceLine extends Serializable {

  /** Returns the file it is in. */
  SourceFile file();

  /** Returns the byte at which it begins, of the decompressed text. */
  long offset();

  /**
   * A line without its end.
   *
   * @param mended whether U+FFFD stands in it for bytes that are not UTF-8
   */
  record Text(SourceFile file, long offset, String text, boolean mended) implements SourceLine {

    /** Returns whether it holds nothing but blanks and tabs. */
    public boolean isBlank() {
      return text.chars().allMatch(c -> c == ' ' || c == '\t');
    }

    /** Reads it as an example. */
    public Reading reading(Readings readings, Readings.Source source) {
      return reading(file.keyAt(offset), readings, source);
    }

    /** Reads it as an example with a key of its own. */
    public Reading reading(String key, Readings readings, Readings.Source source) {
      try {
        Readings.Sides sides = source.read();
        Example example = readings.example(key, sides.input(), sides.target());
        return new Reading.Good(file.index(offset), example, mended);
      } catch (Unusable e) {
        return file.bad(offset, e);
      }
    }

    /** Returns what a line with nothing in it is: no record, and so not at fault. */
    public Reading emptyReading() {
      return file.bad(offset, DropReason.EMPTY_LINE, "the line is empty");
    }
  }

  /** A line that cannot be used, or the place from which on the file cannot be read. */
  record Unreadable(SourceFile file, long offset, DropReason reason, String found)
      implements SourceLine {

    /** Returns the bad record that it is. */
    public Reading.Bad reading() {
      return file.bad(offset, reason, found);
    }
  }
}
