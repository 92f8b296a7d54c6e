package io.unroll.shards;

import io.unroll.config.ShardSettings;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.Split;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An example in numbers.
 *
 * @param stage batches of a lower one come first; 0 but in the training split
 * @param target token sequences are closed by end-of-sequence
 * @param reference the text that the target is; none in the training split, and of other targets
 */
record EncodedExample(
    Split split,
    long index,
    int stage,
    String key,
    EncodedSequence input,
    EncodedSequence target,
    @Nullable String reference)
    implements Serializable {

  /** Returns why this example cannot be used, if it cannot. */
  Optional<DropReason> reasonToDrop(ShardSettings settings) {
    if (input.steps() == 0) {
      return Optional.of(DropReason.EMPTY_SOURCE);
    }
    if (input.steps() > settings.maxLength()) {
      return Optional.of(DropReason.SOURCE_TOO_LONG);
    }
    return target.steps() > settings.maxLength()
        ? Optional.of(DropReason.TARGET_TOO_LONG)
        : Optional.empty();
  }
}
