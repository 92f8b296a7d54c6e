package io.unroll.corpus.text;

import java.io.Serializable;

/** A stretch of a text file; the lines that start in it are its lines. */
record TextSlice(String path, long start, long bytes, boolean compressed) implements Serializable {}
