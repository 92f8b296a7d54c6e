package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.evaluation.measure.LabelScores.Answer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LabelScoresTest {
  /** Right a, a, a, b, b, c; given a, a, b, b, a, d. */
  private static final LabelScores WORKED =
      LabelScores.of(List.of("a", "a", "a", "b", "b", "c"), List.of("a", "a", "b", "b", "a", "d"));

  @Test
  void confusions_workedByHand_areCounted() {
    assertEquals(
        Map.of(
            new Answer("a", "a"), 2L,
            new Answer("a", "b"), 1L,
            new Answer("b", "a"), 1L,
            new Answer("b", "b"), 1L,
            new Answer("c", "d"), 1L),
        WORKED.confusions());
    assertEquals(
        Map.of(
            "a", new Overlap(2, 3, 3),
            "b", new Overlap(1, 2, 2),
            "c", new Overlap(0, 0, 1),
            "d", new Overlap(0, 1, 0)),
        WORKED.byLabel());
  }

  @Test
  void scores_workedByHand_areThese() {
    assertEquals(0.5, WORKED.accuracy());
    assertEquals((2 / 3.0 + 1 / 2.0 + 0 + 0) / 4, WORKED.macroF1(), 1e-12);
  }

  @Property
  void microF1_anyLabels_isAccuracy(
      @ForAll @NotEmpty List<@StringLength(2) @CharRange(from = 'a', to = 'c') String> answers) {
    LabelScores scores =
        LabelScores.of(
            answers.stream().map(answer -> answer.substring(0, 1)).toList(),
            answers.stream().map(answer -> answer.substring(1)).toList());
    Overlap all = scores.byLabel().values().stream().reduce(Overlap.NONE, Overlap::plus);
    assertEquals(scores.accuracy(), all.f1(), 1e-12);
    assertEquals(answers.size(), scores.examples());
  }

  @Property
  void sum_anyPartition_isTheSame(
      @ForAll @NotEmpty List<@StringLength(2) @CharRange(from = 'a', to = 'c') String> answers) {
    Sums.assertMergeable(
        answers.stream()
            .map(answer -> LabelScores.of(answer.substring(0, 1), answer.substring(1)))
            .toList(),
        LabelScores.NONE);
  }

  @Test
  void accuracy_withoutExamples_isNotFinite() {
    assertFalse(Double.isFinite(LabelScores.NONE.accuracy()));
  }

  @Test
  void of_unequalLengths_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> LabelScores.of(List.of("a"), List.of("a", "b")));
  }

  @Test
  void measurements_nameAveragesAndLabels() {
    List<Measurement> all = WORKED.measurements("test", "0.1.0");
    assertEquals(
        List.of("accuracy", "macroF1", "microF1"), all.stream().map(Measurement::name).toList());
    assertEquals(
        "split:test|examples:6|labels:4|average:macro|version:0.1.0", all.get(1).signature());
    List<Measurement> labels = WORKED.measurementsByLabel("test", "0.1.0");
    assertEquals(12, labels.size());
    assertEquals("labelF1:a", labels.get(0).name());
    assertEquals("split:test|examples:6|labelled:3|version:0.1.0", labels.get(0).signature());
  }
}
