package io.unroll.shards;

import io.unroll.config.ShardSettings;
import io.unroll.corpus.IndexedExample;
import io.unroll.corpus.Split;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Vocabulary;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * An example in token ids.
 *
 * @param duplicates other examples dropped in its favour
 * @param target closed by end-of-sequence
 */
record EncodedExample(
    Split split, long index, long duplicates, String key, int[] source, int[] target)
    implements Serializable {

  static EncodedExample of(IndexedExample indexed, TextCodec sourceCodec, TextCodec targetCodec) {
    int[] target = targetCodec.encode(indexed.example().target());
    int[] closed = Arrays.copyOf(target, target.length + 1);
    closed[target.length] = Vocabulary.EOS;
    return new EncodedExample(
        indexed.split(),
        indexed.index(),
        indexed.duplicates(),
        indexed.example().key(),
        sourceCodec.encode(indexed.example().source()),
        closed);
  }

  /** Why this example cannot be used, if it cannot. */
  Optional<DropReason> reasonToDrop(ShardSettings settings) {
    if (source.length == 0) {
      return Optional.of(DropReason.EMPTY_SOURCE);
    }
    if (source.length > settings.maxLength()) {
      return Optional.of(DropReason.SOURCE_TOO_LONG);
    }
    return target.length > settings.maxLength()
        ? Optional.of(DropReason.TARGET_TOO_LONG)
        : Optional.empty();
  }
}
