package io.unroll.shards;

import io.unroll.corpus.Content;
import io.unroll.corpus.DropReason;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;

/** Turns the contents of one side, inputs or targets, into numbers. */
interface SideCodec extends Serializable {

  /**
   * The numbers of one content.
   *
   * @throws Unencodable if it holds what the training split does not have
   */
  EncodedSequence encode(Content content) throws Unencodable;

  /** What the manifest says of this side. */
  Manifest.Side summary();

  /**
   * All that reading the numbers back needs: contents by file name.
   *
   * @param side {@code source} or {@code target}; empty where both are one
   */
  SortedMap<String, byte[]> files(String side);

  /** What each id, or each number of a vector, stands for; empty where they have no names. */
  default List<String> names() {
    return List.of();
  }

  /**
   * What the content holds and the training split does not, as often as it occurs.
   *
   * @param encoded the numbers of the content
   */
  default List<String> unknown(Content content, EncodedSequence encoded) {
    return List.of();
  }

  /** Numbers of this side as text for people. */
  default String text(EncodedSequence sequence) {
    return SequenceText.of(sequence);
  }

  /** The error of a corpus whose contents are not of one kind. */
  static Unencodable wrongKind(Content.Kind expected, Content found) {
    return new Unencodable(
        DropReason.UNREADABLE, "must be %s, got %s".formatted(expected, found.kind()));
  }
}
