package io.unroll.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.shards.EncodedSequence;
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
    List<Boolean> exact = of(0, 100).mixed(4).stream().map(Prediction::right).toList();
    assertEquals(List.of(true, false, true, false), exact);
  }

  @Test
  void mixed_withoutWrongOnes_showsRightOnes() {
    Predictions predictions = new Predictions(3);
    predictions.add(prediction("a", true));
    assertEquals(1, predictions.mixed(3).size());
  }

  private static List<String> keys(Predictions predictions) {
    return predictions.mixed(6).stream().map(Prediction::key).toList();
  }

  private static Predictions of(int from, int to) {
    Predictions predictions = new Predictions(5);
    IntStream.range(from, to).forEach(i -> predictions.add(prediction("key" + i, i % 4 != 0)));
    return predictions;
  }

  private static Prediction prediction(String key, boolean right) {
    EncodedSequence any = EncodedSequence.ofIds(1);
    return new Prediction(key, any, any, any, right);
  }
}
