package io.unroll.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.Settings;
import io.unroll.config.SettingsLoader;
import io.unroll.config.TokenSettings;
import io.unroll.decoding.Answer;
import io.unroll.evaluation.measure.Calibration;
import io.unroll.evaluation.measure.Ranking;
import io.unroll.shards.EncodedSequence;
import io.unroll.shards.Manifest;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.Sequences;
import io.unroll.shards.SideCodec;
import io.unroll.shards.TestSides;
import io.unroll.tokens.TextCodec;
import io.unroll.tokens.Vocabulary;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnswerScoringTest {
  private static final List<String> WORDS = List.of("we", "saw", "dora", ".");
  private static final int WE = 4;
  private static final int SAW = 5;
  private static final int DOT = 7;

  @Test
  void unknownWord_whereTheReferenceHasOneToo_isWrong() {
    AnswerScoring.Scored<AnswerScores.Texts> scored =
        words("", "we saw zara", WE, SAW, Vocabulary.UNKNOWN);
    assertFalse(scored.prediction().right());
    assertEquals(0, scored.scores().exact().right());
    assertEquals(1, scored.scores().texts().edits().words().edits());
    assertEquals("we saw zara", scored.prediction().reference().text());
  }

  @Test
  void unknownWord_spelledOutInTheReference_isWrong() {
    assertFalse(words("", "we saw <unk>", WE, SAW, Vocabulary.UNKNOWN).prediction().right());
  }

  @Test
  void answer_thatIsTheText_isRight() {
    AnswerScoring.Scored<AnswerScores.Texts> scored = words("", "we  saw", WE, SAW);
    assertTrue(scored.prediction().right());
    assertEquals(0, scored.scores().texts().edits().words().rate());
  }

  @Test
  void answer_whereTextIsFolded_isComparedWithTheFoldedText() {
    AnswerScoring.Scored<AnswerScores.Texts> scored =
        words(", lowerCase = true", "We SAW", WE, SAW);
    assertTrue(scored.prediction().right());
    assertEquals(0, scored.scores().texts().edits().words().edits());
  }

  @Test
  void answer_whereSignsAreWords_isRightWordByWordAndScoredByTheText() {
    AnswerScoring.Scored<AnswerScores.Texts> scored =
        words(", rules = icu", "we saw.", WE, SAW, DOT);
    assertTrue(scored.prediction().right());
    assertEquals(2, scored.scores().texts().edits().words().edits());
  }

  @Test
  void texts_thatTheBatchDoesNotHold_areRefused() {
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class, () -> score(settings(""), codec(""), List.of(), WE));
    assertThat(refused.getMessage()).contains("must be compared with texts");
  }

  @Test
  void label_whoseProbabilityIsNoNumber_isWrong() {
    Settings settings =
        SettingsLoader.parse(
            "name = t, corpus { type = labelled, path = none }, model { type = classifier }",
            "test",
            List.of());
    Manifest.Side label = new Manifest.Side("label", 2, 0);
    SideCodec target = TestSides.of(label, settings.tokens());
    AnswerScoring<AnswerScores.Labels> scoring =
        new AnswerScoring<>(new LabelKind(target.names()), false, target);
    Answer answer =
        new Answer(
            EncodedSequence.ofIds(0),
            Double.NaN,
            new float[] {Float.NaN},
            new float[0][],
            new float[] {Float.NaN, Float.NaN});
    AnswerScoring.Scored<AnswerScores.Labels> scored =
        scoring.score(batch(List.of(), 0), 0, answer);
    assertFalse(scored.prediction().right());
    assertEquals(Double.NEGATIVE_INFINITY, scored.prediction().quality());
    assertEquals(0, scored.scores().labels().accuracy());
    assertEquals(Calibration.NONE, scored.scores().calibration());
    assertEquals(Ranking.NONE, scored.scores().ranking());
  }

  private static AnswerScoring.Scored<AnswerScores.Texts> words(
      String options, String reference, int... answer) {
    return score(settings(options), codec(options), List.of(reference), answer);
  }

  private static AnswerScoring.Scored<AnswerScores.Texts> score(
      Settings settings, SideCodec target, List<String> references, int... answer) {
    WrittenAnswers written = new WrittenAnswers(settings.evaluation().search(), settings.tokens());
    return new AnswerScoring<>(new TextKind(written, false), true, target)
        .score(
            batch(references, Vocabulary.EOS),
            0,
            new Answer(
                EncodedSequence.ofIds(answer),
                0,
                new float[answer.length],
                new float[0][],
                new float[0]));
  }

  private static SequenceBatch batch(List<String> references, int target) {
    return new SequenceBatch(
        0,
        0,
        Sequences.of(List.of(EncodedSequence.ofIds(WE))),
        Sequences.of(List.of(EncodedSequence.ofIds(target))),
        List.of("key"),
        references);
  }

  private static Settings settings(String options) {
    return SettingsLoader.parse(
        "name = t, corpus { type = parallel, path = none }, tokens { unit = word%s }"
                .formatted(options)
            + ", model { type = encoder-decoder }",
        "test",
        List.of());
  }

  private static SideCodec codec(String options) {
    TokenSettings tokens = settings(options).tokens();
    List<String> all = Stream.concat(Vocabulary.SPECIALS.stream(), WORDS.stream()).toList();
    return SideCodec.ofText(tokens, TextCodec.of(tokens, new Vocabulary(all)));
  }
}
