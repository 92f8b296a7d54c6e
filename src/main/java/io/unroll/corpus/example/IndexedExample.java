package io.unroll.corpus.example;

import java.io.Serializable;

/**
 * An example with its place in the corpus and its split.
 *
 * @param index place in reading order; unique in a corpus
 * @param duplicates later examples of the same split, input and target that were dropped in its
 *     favour
 */
public record IndexedExample(long index, Split split, long duplicates, Example example)
    implements Serializable {}
