package io.unroll.config;

import io.unroll.config.CorpusSettings.Shares;
import java.io.Serializable;

/**
 * Keys of every {@code corpus.type} that reads examples: how they are divided into splits, and
 * which are left out.
 *
 * @param shares share of the examples each split receives
 * @param splitBy which examples stay together where {@code shares} divide them
 * @param dropDuplicates whether only the first of equal examples of a split is kept
 * @param onBadRecord treatment of records that cannot be examples
 */
public record SplitSettings(
    Shares shares, SplitBy splitBy, boolean dropDuplicates, OnBadRecord onBadRecord)
    implements Serializable {}
