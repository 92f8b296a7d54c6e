package io.unroll.corpus;

import io.unroll.config.SplitBy;
import java.io.Serializable;

/** Maker of readings from records of files. */
record Readings(SplitBy splitBy) implements Serializable {
  private static final int SHOWN = 60;

  /** Input and target of a record, or why it has none. */
  interface Source {
    /** The two contents. */
    Sides read() throws Unusable;
  }

  /** The two sides of a record. */
  record Sides(Content input, Content target) {}

  /**
   * An example, or the reason why the record is none.
   *
   * @param mended whether U+FFFD stands in it for bytes that are not UTF-8
   */
  Reading of(ExampleFile file, long offset, boolean mended, Source source) {
    return of(file, offset, file.name() + "@" + offset, mended, source);
  }

  /** Returns a reading with a key of its own. */
  Reading of(ExampleFile file, long offset, String key, boolean mended, Source source) {
    try {
      Sides sides = source.read();
      Example example =
          new Example(key, group(sides.input(), sides.target()), sides.input(), sides.target());
      return new Reading.Good(file.index(offset), example, mended);
    } catch (Unusable e) {
      return bad(file, offset, e.reason(), String.valueOf(e.getMessage()));
    }
  }

  /** A record that cannot be an example. */
  static Reading bad(ExampleFile file, long offset, DropReason reason, String found) {
    return new Reading.Bad(file.index(offset), reason, file.place(offset), found);
  }

  /** A line that cannot be read. */
  static Reading bad(ExampleFile file, ExampleLine.Unreadable line) {
    return bad(file, line.offset(), line.reason(), line.found());
  }

  /** A line with nothing in it: no record, and so not at fault. */
  static Reading empty(ExampleFile file, long offset) {
    return bad(file, offset, DropReason.EMPTY_LINE, "the line is empty");
  }

  /** Examples of equal groups fall into the same split. */
  String group(Content input, Content target) {
    return switch (splitBy) {
      case EXAMPLE -> Fingerprint.of(input, target).hex();
      case SOURCE -> Fingerprint.of(input).hex();
      case TARGET -> Fingerprint.of(target).hex();
    };
  }

  /** A text in quotes, cut where it is long. */
  static String quote(String text) {
    boolean cut = text.codePointCount(0, text.length()) > SHOWN;
    return cut
        ? "\"" + text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "...\""
        : "\"" + text + "\"";
  }
}
