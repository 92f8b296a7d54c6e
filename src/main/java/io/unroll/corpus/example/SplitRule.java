package io.unroll.corpus.example;

import io.unroll.config.CorpusSettings.Shares;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rule that assigns an example or a token to a split by shares alone, for any seed. */
public record SplitRule(Shares shares) implements Serializable {
  // Not the run's seed: another seed must not move last night's test examples into training.
  private static final int SALT = 0x5EED;
  private static final double UNIT = 0x1.0p-53;

  /** The split of every example with this key. */
  public Split split(String key) {
    double sum = shares.train() + shares.valid() + shares.test();
    double place = (StableHash.of(key, SALT) >>> 11) * UNIT * sum;
    if (place < shares.train()) {
      return Split.TRAIN;
    }
    return place < shares.train() + shares.valid() || shares.test() == 0 ? Split.VALID : Split.TEST;
  }

  /** First token of a split when {@code tokens} tokens are cut in reading order. */
  public long start(Split split, long tokens) {
    return switch (split) {
      case TRAIN -> 0;
      case VALID -> end(Split.TRAIN, tokens);
      case TEST -> end(Split.VALID, tokens);
    };
  }

  /** One past the last token of a split when {@code tokens} tokens are cut in reading order. */
  public long end(Split split, long tokens) {
    BigDecimal train = BigDecimal.valueOf(shares.train());
    return switch (split) {
      case TRAIN -> floor(train, tokens);
      case VALID -> floor(train.add(BigDecimal.valueOf(shares.valid())), tokens);
      case TEST -> tokens;
    };
  }

  // Decimal arithmetic: 0.85 + 0.05 of 1,000 tokens must be 900, not 899.
  private static long floor(BigDecimal share, long tokens) {
    return share.multiply(BigDecimal.valueOf(tokens)).setScale(0, RoundingMode.FLOOR).longValue();
  }
}
