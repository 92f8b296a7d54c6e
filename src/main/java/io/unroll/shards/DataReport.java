package io.unroll.shards;

import java.util.List;
import java.util.Map;

/**
 * Report of what a shards folder was made of and how it was laid out, for those who judge the data.
 *
 * <p>It holds no dates, paths or machines: the same input, settings and seed give the same report.
 * Shares are between 0 and 1, and 0 where there is nothing to share.
 *
 * @param corpus {@code corpus.type}
 * @param layout {@code bucketed} or {@code lanes}
 * @param unit what the splits count: {@code example} or {@code token}
 * @param splitting {@code given} where the settings name the splits, {@code shares} where shares
 *     divide one source
 * @param splits by {@link io.unroll.corpus.example.Split#label()}, in their order
 * @param sides {@code input} and {@code target}; only {@code tokens} in the lanes layout
 * @param repeats what occurs more than once
 */
public record DataReport(
    int formatVersion,
    String corpus,
    String layout,
    String unit,
    String splitting,
    Map<String, SplitData> splits,
    Map<String, SideData> sides,
    Repeats repeats) {

  /** The format this code writes and reads. */
  public static final int FORMAT_VERSION = 1;

  /**
   * One split. What was read is what was kept and what was dropped.
   *
   * @param dropped counts by reason
   * @param firstDropped the first few of each reason, in reading order
   * @param buckets length buckets, or lane groups
   * @param examples a few, chosen by a hash of their places, as the network gets them
   */
  public record SplitData(
      long read,
      long kept,
      Map<String, Long> dropped,
      List<DroppedRecord> firstDropped,
      long batches,
      Padding padding,
      List<BucketData> buckets,
      List<ExampleText> examples) {}

  /**
   * A record that is in no batch: why, where it stands and what was found. Of duplicates it is the
   * first of the equal ones, which says how many copies of it were dropped.
   */
  public record DroppedRecord(String reason, String where, String found) {}

  /**
   * Shares of all input and target steps that are padding.
   *
   * @param realSteps steps that are no padding
   * @param laidOut in the batches of this folder
   * @param fixedWidth if every row were padded to the longest of its split
   * @param shuffled expected of batches of the same size filled without regard to length, each
   *     padded to its longest row
   */
  public record Padding(long realSteps, double laidOut, double fixedWidth, double shuffled) {}

  /** One bucket, or lane group: its batches, their rows and how long these are. */
  public record BucketData(
      int bucket, long batches, long rows, double padding, Lengths input, Lengths target) {}

  /**
   * Lengths of sequences in steps.
   *
   * @param histogram sequences by length, rising
   */
  public record Lengths(int shortest, int longest, double mean, List<LengthCount> histogram) {}

  /** Number of sequences of one length. */
  public record LengthCount(int length, long count) {}

  /** One example as text; numbers and long texts are abbreviated, lanes have no target. */
  public record ExampleText(String key, String input, String target) {}

  /**
   * One side of the examples. Maps by split are empty where they do not apply to the kind.
   *
   * @param kind {@code text}, {@code words}, {@code label}, {@code labels}, {@code frames} or
   *     {@code features}
   * @param size different ids, or numbers of a vector
   * @param width numbers of a step; 0 where steps are ids
   * @param lengths of all sequences, by split
   * @param tokens how the vocabulary fits, by split; text and words
   * @param unknown tokens that the vocabulary lacks, by split; none for the training split of lanes
   * @param counts the commonest labels or features, by split, all in the order of the training
   *     split
   * @param numbers the first numbers of a step, by split; frames
   */
  public record SideData(
      String kind,
      int size,
      int width,
      Map<String, Lengths> lengths,
      Map<String, TokenData> tokens,
      Map<String, UnknownData> unknown,
      Map<String, List<NameCount>> counts,
      Map<String, List<NumberData>> numbers) {}

  /**
   * The tokens of a split, without padding and end-of-sequence.
   *
   * @param total all of them
   * @param unknown those that are not in the vocabulary
   * @param unknownShare of the total
   * @param types different tokens of the vocabulary that occur
   * @param coverage share of the total that the training split's commonest tokens make up
   */
  public record TokenData(
      long total, long unknown, double unknownShare, long types, List<Coverage> coverage) {}

  /** Coverage of the commonest {@code top} tokens. */
  public record Coverage(int top, double share) {}

  /**
   * Tokens that the vocabulary lacks.
   *
   * @param types different ones
   * @param typeShare of all different tokens of the split
   * @param commonest the commonest of them
   */
  public record UnknownData(long types, double typeShare, List<NameCount> commonest) {}

  /** Count of a name, and its share of all. */
  public record NameCount(String name, long count, double share) {}

  /** One number of the steps as it stands in the batches, over all steps of a split. */
  public record NumberData(int number, double least, double mean, double most, double deviation) {}

  /**
   * Repetitions, counted by 128-bit fingerprints.
   *
   * @param unit {@code example}, or {@code line} for texts, where blank lines do not count
   * @param within by split
   * @param between splits that should have nothing in common
   */
  public record Repeats(String unit, Map<String, Distinct> within, List<Overlap> between) {}

  /**
   * Number of different examples, or lines, of a split.
   *
   * @param inputs different inputs
   * @param pairs different pairs of input and target; 0 for lines
   */
  public record Distinct(long all, long inputs, long pairs) {}

  /**
   * Overlap of a split with another.
   *
   * @param split the split that should hold nothing of {@code other}
   * @param inputs examples, or lines, of the split whose input occurs in the other
   * @param inputShare of the split
   * @param pairs those whose target occurs there with it as well; 0 for lines
   * @param pairShare of the split
   */
  public record Overlap(
      String split, String other, long inputs, double inputShare, long pairs, double pairShare) {}
}
