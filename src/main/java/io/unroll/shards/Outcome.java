package io.unroll.shards;

import io.unroll.config.ShardSettings;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.IndexedExample;
import io.unroll.corpus.example.Split;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Result of encoding an example: numbers, or the reason why it is dropped. */
sealed interface Outcome extends Serializable {

  /** Returns the split of the example. */
  Split split();

  /** Returns the place in the corpus. */
  long index();

  /** Examples that were dropped because they are the same as this one. */
  long duplicates();

  /**
   * An example that goes into a batch.
   *
   * @param facts what the data report needs of it
   */
  record Kept(EncodedExample example, long duplicates, ExampleFacts facts) implements Outcome {
    @Override
    public Split split() {
      return example.split();
    }

    @Override
    public long index() {
      return example.index();
    }
  }

  /**
   * An example that does not.
   *
   * @param key the example's name
   */
  record Dropped(
      Split split, long index, long duplicates, DropReason reason, String key, String found)
      implements Outcome {}

  static Outcome of(
      IndexedExample indexed, SideCodec input, SideCodec target, ShardSettings settings) {
    String key = indexed.example().key();
    int stage = indexed.split() == Split.TRAIN ? indexed.example().stage() : 0;
    try {
      EncodedExample encoded =
          new EncodedExample(
              indexed.split(),
              indexed.index(),
              stage,
              key,
              input.encode(indexed.example().input()),
              target.encode(indexed.example().target()),
              written(indexed, target));
      Optional<DropReason> reason = encoded.reasonToDrop(settings);
      return reason.isEmpty()
          ? new Kept(
              encoded,
              indexed.duplicates(),
              ExampleFacts.of(indexed.example(), encoded, input, target))
          : dropped(indexed, reason.get(), lengths(encoded));
    } catch (Unencodable e) {
      return dropped(indexed, e.reason(), String.valueOf(e.getMessage()));
    }
  }

  private static String lengths(EncodedExample example) {
    return "%s steps in, %s out".formatted(example.input().steps(), example.target().steps());
  }

  /** Returns a held-out target as the report shows it; training needs none. */
  private static @Nullable String written(IndexedExample indexed, SideCodec target) {
    return indexed.split() == Split.TRAIN ? null : target.written(indexed.example().target());
  }

  private static Dropped dropped(IndexedExample indexed, DropReason reason, String found) {
    return new Dropped(
        indexed.split(),
        indexed.index(),
        indexed.duplicates(),
        reason,
        indexed.example().key(),
        found);
  }
}
