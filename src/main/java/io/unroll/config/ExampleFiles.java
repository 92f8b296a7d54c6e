package io.unroll.config;

import io.unroll.config.CorpusSettings.Shares;
import io.unroll.config.Schema.Flat;
import java.io.Serializable;

/**
 * The keys of every {@code corpus.type} that reads examples from files.
 *
 * @param splitBy which examples stay together where {@code shares} divide one path
 * @param dropDuplicates whether only the first of equal examples of a split is kept
 * @param maxLineBytes longest line read; a longer one is a bad record
 */
public record ExampleFiles(
    @Flat Paths paths,
    Shares shares,
    SplitBy splitBy,
    boolean dropDuplicates,
    OnMalformed onMalformed,
    OnBadRecord onBadRecord,
    int maxLineBytes)
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
}
