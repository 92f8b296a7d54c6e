package io.unroll.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NgramModelTest {
  private static final int VOCABULARY = 4;

  /** Of a text as one lane. */
  private static NgramModel counted(int order, int... text) {
    NgramModel model = new NgramModel(order, VOCABULARY);
    int[] history = {};
    for (int token : text) {
      model.count(history, token);
      history = model.longer(history, token);
    }
    return model;
  }

  @Test
  void nats_ofBigrams_areWittenBells() {
    NgramModel model = counted(2, 0, 1, 0, 2);
    // Two of four are 0, three different; after 0 came 1 and 2.
    double zero = (2 + 3 * 0.25) / (4 + 3);
    assertEquals(-Math.log(zero), model.nats(new int[0], 0), 1e-12);
    double one = (1 + 3 * 0.25) / (4 + 3);
    double oneAfterZero = (1 + 2 * one) / (2 + 2);
    assertEquals(-Math.log(oneAfterZero), model.nats(new int[] {0}, 1), 1e-12);
    double unseenAfterZero = (0 + 2 * ((0 + 3 * 0.25) / 7)) / (2 + 2);
    assertEquals(-Math.log(unseenAfterZero), model.nats(new int[] {0}, 3), 1e-12);
  }

  @Test
  void probabilities_afterAnything_sumToOne() {
    SplittableRandom random = new SplittableRandom(4);
    NgramModel model = counted(3, random.ints(500, 0, VOCABULARY).toArray());
    for (int[] history : new int[][] {{}, {1}, {2, 3}, {0, 0}}) {
      double sum = 0;
      for (int token = 0; token < VOCABULARY; token++) {
        sum += Math.exp(-model.nats(history, token));
      }
      assertEquals(1, sum, 1e-9);
    }
  }

  @Test
  void nats_ofARepeatedText_fallWithTheOrder() {
    int[] text = new int[300];
    for (int i = 0; i < text.length; i++) {
      text[i] = i / 2 % 2;
    }
    int[] before = {0, 0, 1};
    assertTrue(counted(3, text).nats(before, 1) < 0.1 * counted(2, text).nats(before, 1));
  }

  @Test
  void longer_keepsWhatMatters() {
    NgramModel model = new NgramModel(3, VOCABULARY);
    assertArrayEquals(new int[] {7}, model.longer(new int[0], 7));
    assertArrayEquals(new int[] {2, 7}, model.longer(new int[] {1, 2}, 7));
    assertArrayEquals(new int[0], new NgramModel(1, VOCABULARY).longer(new int[0], 7));
  }
}
