package io.unroll.config;

import java.io.Serializable;

/**
 * How token ids are laid out in batches.
 *
 * @param batchSize rows (parallel lanes, for language models) of a batch
 * @param buckets length buckets of the bucketed layout
 * @param maxLength longest source or target kept, in tokens; longer examples are dropped and
 *     counted
 * @param windowLength time steps of one window of the lanes layout
 * @param laneGroups independent groups of {@code batchSize} lanes the training stream is cut into;
 *     workers share out whole groups
 * @param files Parquet files per split
 */
public record ShardSettings(
    int batchSize, int buckets, int maxLength, int windowLength, int laneGroups, int files)
    implements Serializable {}
