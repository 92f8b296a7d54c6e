package io.unroll.evaluation;

import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.Group;
import io.unroll.layers.output.TokenListener;

/** Sum of the cross-entropy of each token of a vocabulary. */
final class TokenLosses implements TokenListener {
  private final double[] nats;
  private final long[] counts;

  TokenLosses(int vocabulary) {
    nats = new double[vocabulary];
    counts = new long[vocabulary];
  }

  @Override
  public void counted(int target, double loss) {
    nats[target] += loss;
    counts[target]++;
  }

  /** By how often the tokens occur in training. */
  Breakdown byFrequency(TokenFrequencies frequencies) {
    Breakdown all = Breakdown.NONE;
    for (int id = 0; id < nats.length; id++) {
      if (counts[id] > 0) {
        Group group = Group.ofFrequency(frequencies.of(id));
        all = all.plus(Breakdown.of(group, counts[id], new Counts(nats[id], counts[id])));
      }
    }
    return all;
  }
}
