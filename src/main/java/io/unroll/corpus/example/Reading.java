package io.unroll.corpus.example;

import java.io.Serializable;

/** Result of reading one record of a source: an example, or the reason it was rejected. */
public sealed interface Reading extends Serializable {

  /** Place in reading order; unique in a corpus, and the same for any partitions. */
  long index();

  /**
   * A record that is an example.
   *
   * @param mended whether U+FFFD stands in it for bytes that are not UTF-8
   */
  record Good(long index, Example example, boolean mended) implements Reading {

    /** An example that was read as it is. */
    public Good(long index, Example example) {
      this(index, example, false);
    }
  }

  /**
   * A record that cannot be one.
   *
   * @param found what stands there instead of what must, in words
   */
  record Bad(long index, DropReason reason, Place place, String found) implements Reading {}
}
