package io.unroll.shards;

import com.fasterxml.jackson.databind.JsonNode;
import io.unroll.corpus.example.Split;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Manifest of a shards folder: what it holds and what it was made from.
 *
 * @param layout {@code bucketed} or {@code lanes}
 * @param unit what {@code read}, {@code kept} and {@code dropped} count: {@code example} or {@code
 *     token}
 * @param settings the settings that shape the shards
 * @param inputs the files read, in order; none for generated corpora
 * @param sides what goes in and what is to come out: {@code input} and {@code target}
 * @param vocabularySizes specials included; {@code tokens}, or {@code source} and {@code target}
 * @param splits by {@link Split#label()}
 * @param files every Parquet file, in order of names
 * @param testFingerprint of the test split as the corpus gives it, regardless of ids and order;
 *     empty in shards of format 4
 * @param contentHash SHA-256 over the batches, independent of file boundaries and executors
 */
public record Manifest(
    int formatVersion,
    String layout,
    String unit,
    JsonNode settings,
    List<Input> inputs,
    Map<String, Side> sides,
    SortedMap<String, Integer> vocabularySizes,
    Map<String, SplitSummary> splits,
    List<ShardFile> files,
    @Nullable String testFingerprint,
    String contentHash) {

  private static final String INPUT = "input";
  private static final String TARGET = "target";

  /** The format this code writes and reads. */
  public static final int FORMAT_VERSION = 5;

  /** The format before it, which lacks the texts that answers are compared with. */
  private static final int WITHOUT_REFERENCES = 4;

  /**
   * One side of the batches.
   *
   * @param kind {@code text}, {@code words}, {@code label}, {@code labels}, {@code frames} or
   *     {@code features}
   * @param size different ids, or numbers of a vector
   * @param width numbers of a step; 0 where steps are ids
   * @param letters characters of each word; 0 if there are none
   * @param characters different characters, specials included; 0 where there are none
   */
  public record Side(String kind, int size, int width, int letters, int characters)
      implements Serializable {

    /** Creates a side without characters of words. */
    public Side(String kind, int size, int width) {
      this(kind, size, width, 0, 0);
    }

    boolean isText() {
      return kind.equals("text") || kind.equals("words");
    }

    /** Returns a text side of this many different tokens, specials included. */
    public static Side ofTokens(int size) {
      return new Side("text", size, 0);
    }
  }

  /**
   * A file that was read.
   *
   * @param name without folders
   * @param bytes on disk
   * @param malformedLines lines that are not UTF-8 and were repaired or dropped
   */
  public record Input(String name, long bytes, long malformedLines) {

    boolean isSameFile(Input other) {
      return name.equals(other.name) && bytes == other.bytes;
    }
  }

  /**
   * A file of batches, or one that says what ids mean.
   *
   * @param name below the shards folder, such as {@code split=train/shard-00000.parquet} or {@code
   *     tokenizer.json}
   * @param sha256 of all its bytes, in hexadecimal digits
   */
  public record ShardFile(String name, long bytes, String sha256) {}

  /**
   * One split. What was read is what was kept and what was dropped.
   *
   * @param dropped counts by reason
   * @param buckets length buckets, or lane groups
   */
  public record SplitSummary(
      long read,
      long kept,
      SortedMap<String, Long> dropped,
      long batches,
      Tokens tokens,
      List<Bucket> buckets) {}

  /**
   * Real tokens against the time steps they take up once padded.
   *
   * @param target tokens to be predicted, end-of-sequence included
   * @param paddingShare share of all source and target steps that is padding
   */
  public record Tokens(
      long source, long sourceSteps, long target, long targetSteps, double paddingShare) {}

  /** One bucket: its batches, their rows and the most source steps of a batch. */
  public record Bucket(int bucket, long batches, long rows, int longest) implements Serializable {}

  /**
   * Returns whether this code can read the folder: of the format before, where nothing is missing.
   */
  boolean isReadable() {
    boolean lacksNothing = layout.equals(Layout.LANES.label()) || !(target().isText());
    return formatVersion == FORMAT_VERSION || (formatVersion == WITHOUT_REFERENCES && lacksNothing);
  }

  /** Returns the input side. */
  public Side input() {
    return Objects.requireNonNull(sides.get(INPUT), INPUT);
  }

  /** Returns the target side. */
  public Side target() {
    return Objects.requireNonNull(sides.get(TARGET), TARGET);
  }

  /** Returns the summary of a split. */
  public SplitSummary split(Split split) {
    SplitSummary summary = splits.get(split.label());
    if (summary == null) {
      throw new IllegalStateException("the manifest has no split " + split.label());
    }
    return summary;
  }
}
