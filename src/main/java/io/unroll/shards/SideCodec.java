package io.unroll.shards;

import io.unroll.corpus.Content;
import io.unroll.corpus.DropReason;
import java.io.Serializable;
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

  /** The error of a corpus whose contents are not of one kind. */
  static Unencodable wrongKind(Content.Kind expected, Content found) {
    return new Unencodable(
        DropReason.UNREADABLE, "must be %s, got %s".formatted(expected, found.kind()));
  }
}
