package io.unroll.shards;

import java.io.Serializable;

/** Consecutive tokens of a stream, from position {@code start} on. */
record IdChunk(long start, PackedIds ids) implements Serializable {
  long end() {
    return start + ids.size();
  }
}
