package io.unroll.corpus;

/** A record that cannot be an example; says why in words. */
final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  private final DropReason reason;

  Malformed(DropReason reason, String found) {
    super(found);
    this.reason = reason;
  }

  /** The record that it is, at a byte of a file. */
  Reading.Bad at(SourceFile file, long offset) {
    return file.bad(offset, reason, String.valueOf(getMessage()));
  }

  /** The record that it is, by its number in a file. */
  Reading.Bad at(SourceFile file, long index, long number) {
    return new Reading.Bad(
        file.index(index),
        reason,
        new Place(file.path(), Place.Unit.RECORD, number),
        String.valueOf(getMessage()));
  }
}
