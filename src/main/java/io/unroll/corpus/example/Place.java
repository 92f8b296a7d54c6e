package io.unroll.corpus.example;

import java.io.Serializable;

/**
 * Place of a record in its source.
 *
 * @param source a file's URI, or the name of a table
 * @param position byte offset (of the decompressed text) where the record starts, or its number
 */
public record Place(String source, Unit unit, long position) implements Serializable {

  /** Unit of a position. */
  public enum Unit {
    BYTE,
    RECORD,
    /** Nothing: the rows of a table have no order. */
    TABLE
  }

  /** {@code FILE, byte 17}, {@code FILE, record 17} or {@code TABLE}. */
  public String describe() {
    return switch (unit) {
      case BYTE -> source + ", byte " + position;
      case RECORD -> source + ", record " + position;
      case TABLE -> source;
    };
  }
}
