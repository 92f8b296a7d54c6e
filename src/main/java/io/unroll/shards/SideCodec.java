package io.unroll.shards;

import io.unroll.config.InvalidInput;
import io.unroll.config.TokenSettings;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.tokens.TextCodec;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Codec between the contents of one side, inputs or targets, and numbers, and back to text for
 * people.
 *
 * <p>Read back by {@link ShardReader#source} and {@link ShardReader#target}, or {@link #read}.
 */
public interface SideCodec extends Serializable {

  /**
   * Returns the numbers of one content.
   *
   * @throws Unencodable if it holds what the training split does not have
   */
  EncodedSequence encode(Content content) throws Unencodable;

  /** Returns this side's entry in the manifest. */
  Manifest.Side summary();

  /**
   * Returns all that reading the numbers back needs: contents by file name.
   *
   * @param side {@code source} or {@code target}; empty where both are one
   */
  SortedMap<String, byte[]> files(String side);

  /** Returns the name of each id, or of each number of a vector; empty if they have no names. */
  default List<String> names() {
    return List.of();
  }

  /**
   * Returns what the content has and the training split lacks, as often as it occurs.
   *
   * @param encoded the numbers of the content
   */
  default List<String> unknown(Content content, EncodedSequence encoded) {
    return List.of();
  }

  /** Returns the text that a content is, as the corpus gives it; null where this side is none. */
  default @Nullable String written(Content content) {
    return null;
  }

  /** Numbers of this side as text for people. */
  default String text(EncodedSequence sequence) {
    return SequenceText.of(sequence);
  }

  /** Decodes with vectors as they were before they were scaled. */
  default String unscaledText(EncodedSequence sequence) {
    return text(sequence);
  }

  /** Returns the codec of text, if this side is text or words. */
  default Optional<TextCodec> texts() {
    return Optional.empty();
  }

  /** Returns the vectors as they were before they were scaled; none where steps are ids. */
  default Content.Frames unscaled(EncodedSequence sequence) {
    double[] values = new double[sequence.width() == 0 ? 0 : sequence.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = sequence.values()[i];
    }
    return new Content.Frames(Math.max(1, sequence.width()), values);
  }

  /**
   * Returns a codec that has all this one has, under the same numbers, and behind it what {@code
   * learned} has in addition; this one if nothing can be added.
   */
  default SideCodec grown(Supplier<SideCodec> learned) {
    return this;
  }

  /** Returns a running text of a language model. */
  static SideCodec ofText(TokenSettings tokens, TextCodec codec) {
    return new TextSide(Content.Kind.TEXT, tokens, codec, false);
  }

  /**
   * Returns the codec that a folder's files hold.
   *
   * @param role {@code source} or {@code target}; empty where both are one
   * @param summary what the manifest says of the side
   * @param tokens settings that the shards were prepared with
   * @throws InvalidInput if its file is missing or holds something else
   */
  static SideCodec read(
      FileSystem files, Path folder, String role, Manifest.Side summary, TokenSettings tokens)
      throws IOException {
    return new SideFiles(files, folder, role).read(summary, tokens);
  }

  /** Returns the error of a corpus whose contents are not of one kind. */
  static Unencodable wrongKind(Content.Kind expected, Content found) {
    return new Unencodable(
        DropReason.UNREADABLE, "must be %s, got %s".formatted(expected, found.kind()));
  }
}
