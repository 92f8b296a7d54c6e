package io.unroll.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.evaluation.measure.Bleu;
import io.unroll.evaluation.measure.Bootstrap;
import io.unroll.evaluation.measure.Calibration;
import io.unroll.evaluation.measure.ChrF;
import io.unroll.evaluation.measure.Counts;
import io.unroll.evaluation.measure.EditRate;
import io.unroll.evaluation.measure.Exact;
import io.unroll.evaluation.measure.LabelScores;
import io.unroll.evaluation.measure.SlotError;
import io.unroll.evaluation.measure.SpanScores;
import io.unroll.evaluation.measure.TextScores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadlineTest {
  private static final Bootstrap DRAW = new Bootstrap(500, 0.95, 1);

  @Test
  void bleu_ofCounts_isBleuOfTexts() {
    Bleu one = Bleu.of("the cat sat on the mat", List.of("the cat sat on a mat"));
    Bleu other = Bleu.of("a dog", List.of("a dog barked at the man"));
    AnswerScores.Texts both =
        new AnswerScores.Texts(
            Exact.of(false),
            new TextScores(one.plus(other), ChrF.NONE, EditRate.NONE, SlotError.NONE));
    Settings settings =
        SettingsLoader.parse(
            "name = t, corpus { type = copy }, model { type = encoder-decoder }",
            "test",
            List.of());
    TextKind texts =
        new TextKind(new WrittenAnswers(settings.evaluation().search(), settings.tokens()), false);
    assertEquals(one.plus(other).score(), Headline.BLEU.value(texts.counts(both)), 1e-12);
  }

  @Test
  void spans_ofCounts_haveTheSameF1() {
    SpanScores spans =
        SpanScores.of(List.of("B-A", "I-A", "O", "B-B"), List.of("B-A", "I-A", "B-B", "B-B"));
    AnswerScores.Tags scores =
        new AnswerScores.Tags(Exact.of(false), LabelScores.NONE, spans, Calibration.NONE);
    TagKind tags = new TagKind(List.of("O", "B-A"), false);
    assertEquals(spans.all().f1(), Headline.SPAN_F1.value(tags.counts(scores)));
  }

  @Test
  void value_ofNothing_isNoNumber() {
    assertTrue(Double.isNaN(Headline.BLEU.value(Counts.NONE)));
  }

  @Test
  void compare_runsOnOtherExamples_isRefused() {
    Map<Integer, Counts> one = Map.of(1, new Counts(1, 1), 2, new Counts(0, 1));
    Map<Integer, Counts> other = Map.of(1, new Counts(1, 1), 3, new Counts(0, 1));
    assertEquals(
        "two runs must be compared on the same examples, got 2 and 2 groups of them, 1 in both",
        assertThrows(
                IllegalArgumentException.class,
                () -> Evaluation.compare(Headline.ACCURACY, one, other, DRAW))
            .getMessage());
  }

  @Test
  void compare_sameCounts_isNoDifference() {
    Map<Integer, Counts> one = Map.of(1, new Counts(1, 1), 2, new Counts(0, 1));
    Bootstrap.Comparison same = Evaluation.compare(Headline.ACCURACY, one, one, DRAW).orElseThrow();
    assertEquals(0, same.difference().value());
    assertEquals(1, same.pValue());
  }
}
