package io.unroll.training;

import java.util.Set;

/**
 * Hash of the settings and shards that a checkpoint belongs to.
 *
 * @param current what new checkpoints say
 * @param earlier what those of earlier versions say of the same
 */
public record Fingerprint(String current, Set<String> earlier) {

  boolean isOf(String found) {
    return found.equals(current) || earlier.contains(found);
  }
}
