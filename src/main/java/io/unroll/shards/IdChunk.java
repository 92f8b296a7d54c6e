package io.unroll.shards;

import java.io.Serializable;

/** Consecutive tokens of a stream, from position {@code start} on. */
record IdChunk(long start, int[] ids) implements Serializable {}
