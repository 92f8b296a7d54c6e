package io.unroll.corpus;

import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * A file of examples.
 *
 * @param ordinal its place among all files of the corpus, from 0
 * @param path its full URI
 * @param bytes on disk
 * @param compressed whether it can only be read from its start
 */
record ExampleFile(int ordinal, String path, long bytes, boolean compressed)
    implements Serializable {
  /** Place in the corpus of what stands at an offset: unique, and in reading order. */
  long index(long offset) {
    return Corpus.index(ordinal, offset);
  }

  /** Returns the place of an offset, for people. */
  Place place(long offset) {
    return new Place(path, Place.Unit.BYTE, offset);
  }

  /** The last part of the path. */
  String name() {
    return new Path(path).getName();
  }

  /** All of it. */
  ExampleSlice whole() {
    return new ExampleSlice(this, 0, Long.MAX_VALUE);
  }
}
