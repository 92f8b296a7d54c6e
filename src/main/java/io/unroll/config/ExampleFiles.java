package io.unroll.config;

import io.unroll.config.CorpusSettings.Shares;
import io.unroll.config.Schema.Flat;
import java.io.Serializable;

/**
 * The keys of every {@code corpus.type} that reads examples from files.
 *
 * @param division how examples are divided into splits, and which are left out
 * @param maxLineBytes longest line read; a longer one is a bad record
 */
public record ExampleFiles(
    @Flat Paths paths, @Flat SplitSettings division, OnMalformed onMalformed, int maxLineBytes)
    implements Serializable {

  private static final int MOST_LINE_BYTES = 1 << 30;

  /**
   * Checks the length of lines.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public ExampleFiles {
    new Checks().between("maxLineBytes", maxLineBytes, 1, MOST_LINE_BYTES).done();
  }

  /** Returns the share of the examples each split receives. */
  public Shares shares() {
    return division.shares();
  }

  /** Returns which examples stay together. */
  public SplitBy splitBy() {
    return division.splitBy();
  }

  /** Returns whether only the first of equal examples of a split is kept. */
  public boolean dropDuplicates() {
    return division.dropDuplicates();
  }

  /** Returns the treatment of records that cannot be examples. */
  public OnBadRecord onBadRecord() {
    return division.onBadRecord();
  }
}
