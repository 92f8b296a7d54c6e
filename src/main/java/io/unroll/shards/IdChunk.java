package io.unroll.shards;

import java.io.Serializable;

/**
 * Consecutive tokens of a stream, from position {@code start} on.
 *
 * @param unknown how many of them are not in the vocabulary
 */
record IdChunk(long start, PackedIds ids, int unknown) implements Serializable {
  long end() {
    return start + ids.size();
  }
}
