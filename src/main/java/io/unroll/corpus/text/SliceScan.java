package io.unroll.corpus.text;

import java.io.Serializable;
import java.util.List;

/**
 * Result of reading a slice once.
 *
 * @param codePoints of its pieces, ends included
 * @param bytes decompressed
 * @param malformed lines that are not UTF-8
 * @param firstMalformed the first byte that is not, if there is one
 * @param problems why the slice cannot be read, if it cannot
 */
record SliceScan(
    long codePoints,
    long bytes,
    long malformed,
    List<MalformedByte> firstMalformed,
    List<String> problems)
    implements Serializable {

  /** A byte that is not UTF-8 and its offset from the slice's first byte, decompressed. */
  record MalformedByte(long offset, int value) implements Serializable {}
}
