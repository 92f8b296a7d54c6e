package io.unroll.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InvalidInput;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpanLabelsTest {
  private static final List<String> LABELS = List.of("I-A", "O", "B-A", "B-B", "I-B");
  private static final int STEPS = 4;

  @Test
  void best_ofAllSequences_isTheMostProbableValidOne() {
    SplittableRandom random = new SplittableRandom(5);
    SpanLabels spans = SpanLabels.of(LABELS);
    for (int round = 0; round < 50; round++) {
      float[] probabilities = new float[STEPS * LABELS.size()];
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = (float) random.nextDouble();
      }
      assertArrayEquals(bruteForce(probabilities), spans.best(probabilities, STEPS));
    }
  }

  private static int[] bruteForce(float[] probabilities) {
    int[] best = {};
    double most = Double.NEGATIVE_INFINITY;
    int all = (int) Math.pow(LABELS.size(), STEPS);
    for (int code = 0; code < all; code++) {
      int[] labels = new int[STEPS];
      double sum = 0;
      String open = "";
      boolean valid = true;
      for (int step = 0, rest = code; step < STEPS; step++, rest /= LABELS.size()) {
        labels[step] = rest % LABELS.size();
        String label = LABELS.get(labels[step]);
        valid &= !label.startsWith("I") || label.substring(2).equals(open);
        open = label.equals("O") ? "" : label.substring(2);
        sum += Math.log(probabilities[step * LABELS.size() + labels[step]]);
      }
      if (valid && sum > most) {
        most = sum;
        best = labels;
      }
    }
    return best;
  }

  @Test
  void labels_thatMarkNoSpans_areRefused() {
    InvalidInput refused =
        assertThrows(InvalidInput.class, () -> SpanLabels.of(List.of("O", "NOUN")));
    assertEquals(
        "evaluation.validSpans: needs labels O, B-KIND and I-KIND, got NOUN", refused.getMessage());
  }

  @Test
  void best_ofNothing_isNothing() {
    assertArrayEquals(new int[0], SpanLabels.of(LABELS).best(new float[0], 0));
  }
}
