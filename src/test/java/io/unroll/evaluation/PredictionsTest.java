package io.unroll.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictionsTest {

  @Test
  void choice_anyPartitioning_isTheSame() {
    Predictions whole = of(0, 100);
    Predictions parts = of(60, 100).merge(of(0, 60));
    assertEquals(keys(whole), keys(parts));
    assertEquals(0.75, parts.exactMatch());
    assertEquals(100, parts.examples());
  }

  @Test
  void mixed_showsRightAndWrongInTurn() {
    List<Boolean> exact = of(0, 100).mixed(4).stream().map(Prediction::exact).toList();
    assertEquals(List.of(true, false, true, false), exact);
  }

  @Test
  void mixed_withoutWrongOnes_showsRightOnes() {
    Predictions predictions = new Predictions(3);
    predictions.add(new Prediction("a", new int[] {1}, new int[] {2}, new int[] {2}));
    assertEquals(1, predictions.mixed(3).size());
  }

  private static List<String> keys(Predictions predictions) {
    return predictions.mixed(6).stream().map(Prediction::key).toList();
  }

  private static Predictions of(int from, int to) {
    Predictions predictions = new Predictions(5);
    IntStream.range(from, to)
        .forEach(
            i ->
                predictions.add(
                    new Prediction(
                        "key" + i, new int[] {i}, new int[] {4}, new int[] {i % 4 == 0 ? 5 : 4})));
    return predictions;
  }
}
