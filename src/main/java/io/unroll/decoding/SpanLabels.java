package io.unroll.decoding;

import io.unroll.config.InvalidInput;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Which labels may follow which where they mark spans in IOB2: {@code I-KIND} only within a span of
 * its kind.
 *
 * @param follows whether the column's label may follow the row's; the last row is the beginning
 */
record SpanLabels(boolean[][] follows) implements Serializable {

  /**
   * @throws InvalidInput if a label is not {@code O}, {@code B-KIND} or {@code I-KIND}
   */
  static SpanLabels of(List<String> labels) {
    int count = labels.size();
    boolean[][] follows = new boolean[count + 1][count];
    for (int next = 0; next < count; next++) {
      String label = labels.get(next);
      boolean inside = label.startsWith("I-");
      if (!inside && !label.startsWith("B-") && !label.equals("O")) {
        throw new InvalidInput(
            "evaluation.validSpans: needs labels O, B-KIND and I-KIND, got " + label);
      }
      for (int before = 0; before <= count; before++) {
        String last = before == count ? "O" : labels.get(before);
        follows[before][next] =
            !inside || (!last.equals("O") && last.substring(2).equals(label.substring(2)));
      }
    }
    return new SpanLabels(follows);
  }

  /**
   * Returns the most probable sequence of labels among those allowed (Viterbi).
   *
   * @param probabilities [T, L], row-major
   */
  int[] best(float[] probabilities, int steps) {
    int labels = follows[0].length;
    double[] scores = new double[labels + 1];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    scores[labels] = 0;
    int[][] origins = new int[steps][labels];
    for (int step = 0; step < steps; step++) {
      double[] next = new double[labels + 1];
      next[labels] = Double.NEGATIVE_INFINITY;
      for (int label = 0; label < labels; label++) {
        int origin = origin(scores, label);
        origins[step][label] = origin;
        next[label] = scores[origin] + Math.log(probabilities[step * labels + label]);
        if (!follows[origin][label]) {
          next[label] = Double.NEGATIVE_INFINITY;
        }
      }
      scores = next;
    }
    int[] best = new int[steps];
    int last = 0;
    for (int label = 1; label < labels; label++) {
      last = scores[label] > scores[last] ? label : last;
    }
    for (int step = steps - 1; step >= 0; step--) {
      best[step] = last;
      last = origins[step][last];
    }
    return best;
  }

  private int origin(double[] scores, int label) {
    int best = -1;
    for (int before = 0; before < scores.length; before++) {
      boolean better = best < 0 || !follows[best][label] || scores[before] > scores[best];
      best = follows[before][label] && better ? before : best;
    }
    return Math.max(best, 0);
  }
}
