package io.unroll.corpus;

import java.io.Serializable;

/**
 * An example with its place in the corpus.
 *
 * @param index place in the order of generation; unique in a corpus
 * @param duplicates later examples with the same key and source, which were dropped in its favour
 */
public record IndexedExample(long index, Split split, long duplicates, Example example)
    implements Serializable {}
