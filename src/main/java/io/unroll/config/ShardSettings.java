package io.unroll.config;

import java.io.Serializable;

/**
 * Layout of token ids in batches.
 *
 * @param batchSize rows (parallel lanes, for language models) of a batch
 * @param batchBy whether batches of examples have {@code batchSize} rows or {@code batchTokens}
 *     steps
 * @param batchTokens most steps of a batch of examples on either side, padding included
 * @param buckets most length buckets of the bucketed layout
 * @param maxLength longest source or target kept, in tokens; longer examples are dropped and
 *     counted
 * @param windowLength time steps of one window of the lanes layout
 * @param laneGroups independent groups of {@code batchSize} lanes the training stream is cut into;
 *     workers share out whole groups
 * @param files Parquet files per split
 */
public record ShardSettings(
    int batchSize,
    BatchBy batchBy,
    int batchTokens,
    int buckets,
    int maxLength,
    int windowLength,
    int laneGroups,
    int files)
    implements Serializable {

  /** Limit of a batch of examples. */
  public enum BatchBy {
    /** A number of rows. */
    EXAMPLES,
    /** A number of steps: short examples come in larger batches. */
    TOKENS
  }

  /**
   * Checks every count, and that a full batch still fits an array.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public ShardSettings {
    new Checks()
        .atLeast("batchSize", batchSize, 1)
        .atLeast("batchTokens", batchTokens, 1)
        .atLeast("buckets", buckets, 1)
        .atLeast("maxLength", maxLength, 1)
        .atLeast("windowLength", windowLength, 1)
        .atLeast("laneGroups", laneGroups, 1)
        .atLeast("files", files, 1)
        .that(
            (long) batchSize * Math.max(maxLength, windowLength) <= Integer.MAX_VALUE,
            "batchSize",
            "times maxLength (%s) or windowLength (%s) must be at most %s, got %s"
                .formatted(maxLength, windowLength, Integer.MAX_VALUE, batchSize))
        .done();
  }
}
