package io.unroll.corpus;

import java.io.Serializable;

/**
 * Where in its source a record stands.
 *
 * @param source a file's URI, or the name of a table
 * @param position byte offset (of the decompressed text) where the record starts, or its number
 */
public record Place(String source, Unit unit, long position) implements Serializable {

  /** What a position counts. */
  public enum Unit {
    BYTE,
    RECORD
  }

  /** {@code FILE, byte 17} or {@code FILE, record 17}. */
  public String describe() {
    return source + (unit == Unit.BYTE ? ", byte " : ", record ") + position;
  }
}
