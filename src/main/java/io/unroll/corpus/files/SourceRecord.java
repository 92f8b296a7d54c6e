package io.unroll.corpus.files;

import io.unroll.corpus.example.Reading;
import java.io.Serializable;
import java.util.function.Function;

/** A record of a file, or the reason why the file cannot be read any further. */
public sealed interface SourceRecord<T> extends Serializable {

  /** A record that was read. */
  record Whole<T>(T value) implements SourceRecord<T> {}

  /** The place at which the file is damaged. */
  record Damaged<T>(Reading.Bad reading) implements SourceRecord<T> {}

  /** Returns the record's reading, or that of the damage. */
  default Reading reading(Function<T, Reading> whole) {
    return this instanceof Damaged<T> damaged
        ? damaged.reading()
        : whole.apply(((Whole<T>) this).value());
  }
}
