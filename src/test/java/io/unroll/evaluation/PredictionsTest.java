package io.unroll.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.unroll.decoding.Answer;
import io.unroll.evaluation.Predictions.Choice;
import io.unroll.shards.EncodedSequence;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredictionsTest {

  @Test
  void choices_anyPartitioning_areTheSame() {
    Predictions whole = of(0, 100);
    Predictions parts = of(60, 100).plus(of(0, 60));
    for (Choice choice : Choice.values()) {
      assertEquals(keys(whole, choice), keys(parts, choice));
      assertEquals(5, keys(parts, choice).size());
    }
  }

  @Test
  void best_andWorst_goByQuality() {
    assertEquals(
        List.of("key99", "key98", "key97", "key96", "key95"), keys(of(0, 100), Choice.BEST));
    assertEquals(List.of("key0", "key1", "key2", "key3", "key4"), keys(of(0, 100), Choice.WORST));
  }

  @Test
  void random_isNotTheOrderOfQuality() {
    List<String> random = keys(of(0, 100), Choice.RANDOM);
    assertEquals(5, random.stream().distinct().count());
    assertEquals(false, random.equals(keys(of(0, 100), Choice.BEST)));
  }

  private static List<String> keys(Predictions predictions, Choice choice) {
    return predictions.of(choice).stream().map(Prediction::key).toList();
  }

  private static Predictions of(int from, int to) {
    return Predictions.of(
        5, IntStream.range(from, to).mapToObj(i -> prediction("key" + i, i)).toList());
  }

  private static Prediction prediction(String key, double quality) {
    EncodedSequence any = EncodedSequence.ofIds(1);
    Answer answer = new Answer(any, 0, new float[0], new float[0][], new float[0]);
    return new Prediction(key, any, new Reference(any, "", ""), any, answer, true, quality);
  }
}
