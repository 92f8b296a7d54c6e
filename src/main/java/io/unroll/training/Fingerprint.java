package io.unroll.training;

import java.util.Set;

/**
 * What a checkpoint belongs to: settings and shards, as a hash.
 *
 * @param current what new checkpoints say
 * @param earlier what those of earlier versions say of the same
 */
public record Fingerprint(String current, Set<String> earlier) {

  boolean isOf(String found) {
    return found.equals(current) || earlier.contains(found);
  }
}
