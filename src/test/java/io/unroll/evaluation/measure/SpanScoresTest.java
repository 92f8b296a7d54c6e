package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class SpanScoresTest {

  /** A word's right and predicted tag. */
  record Word(String right, String predicted) {}

  @Provide
  Arbitrary<List<List<Word>>> sentences() {
    Arbitrary<String> tags =
        Arbitraries.of("O", "B-A", "I-A", "B-B", "I-B", "I-A-B", "B-", "I-", "B", "I");
    Arbitrary<Word> words =
        Arbitraries.frequencyOf(
            Tuple.of(2, tags.map(tag -> new Word(tag, tag))),
            Tuple.of(1, tags.flatMap(right -> tags.map(predicted -> new Word(right, predicted)))));
    return words.list().ofMaxSize(12).list().ofMinSize(1).ofMaxSize(4);
  }

  @Property
  void byType_anyTags_isThatOfConlleval(@ForAll("sentences") List<List<Word>> sentences) {
    List<List<String>> right = tags(sentences, Word::right);
    List<List<String>> predicted = tags(sentences, Word::predicted);
    List<SpanScores> counted =
        IntStream.range(0, right.size())
            .mapToObj(i -> SpanScores.of(right.get(i), predicted.get(i)))
            .toList();
    assertEquals(
        ConllevalReference.count(right, predicted), Additive.sum(counted).orElseThrow().byType());
    Sums.assertMergeable(counted, SpanScores.NONE);
  }

  private static List<List<String>> tags(List<List<Word>> sentences, Function<Word, String> side) {
    return sentences.stream().map(words -> words.stream().map(side).toList()).toList();
  }

  @Test
  void scores_workedByHand_areThese() {
    // Right: LOC 0-1, PER 3, ORG 5-6. Predicted: LOC 0-1 (right), LOC 3 (type), ORG 5 (end).
    SpanScores scores = spans("B-LOC I-LOC O B-PER O B-ORG I-ORG", "B-LOC I-LOC O B-LOC O B-ORG O");
    assertEquals(new Overlap(1, 3, 3), scores.all());
    assertEquals(1 / 3.0, scores.all().f1(), 1e-12);
    assertEquals(
        Map.of(
            "LOC", new Overlap(1, 2, 1),
            "ORG", new Overlap(0, 1, 1),
            "PER", new Overlap(0, 0, 1)),
        scores.byType());
    assertEquals(2 / 3.0, new Overlap(1, 2, 1).f1(), 1e-12);
    assertEquals(5 / 7.0, scores.tagAccuracy(), 1e-12);
  }

  @Test
  void illFormed_insideAfterOutside_startsASpan() {
    assertEquals(new Overlap(1, 1, 1), spans("O B-A I-A", "O I-A I-A").all());
    assertEquals(new Overlap(1, 1, 1), spans("B-A I-A", "I-A I-A").all());
  }

  @Test
  void illFormed_insideAfterAnotherType_startsASpan() {
    assertEquals(new Overlap(2, 2, 2), spans("B-A B-B", "B-A I-B").all());
  }

  @Test
  void beginning_afterTheSameType_startsASpan() {
    assertEquals(new Overlap(0, 1, 2), spans("B-A B-A", "B-A I-A").all());
    assertEquals(new Overlap(2, 2, 2), spans("B-A B-A", "I-A B-A").all());
  }

  @Test
  void span_predictedLongerOrShorter_isWrong() {
    assertEquals(new Overlap(0, 1, 1), spans("B-A I-A O", "B-A I-A I-A").all());
    assertEquals(new Overlap(0, 1, 1), spans("O B-A I-A", "O O B-A").all());
  }

  @Test
  void sentences_sideBySide_doNotShareSpans() {
    SpanScores both = spans("O B-A", "O B-A").plus(spans("I-A O", "I-A O"));
    assertEquals(new Overlap(2, 2, 2), both.all());
  }

  @Test
  void otherTags_areOutside() {
    assertEquals(new Overlap(1, 1, 2), spans("B-A O B-A", "B-A <unk> X-A").all());
  }

  @Test
  void scores_ofNothing_areZero() {
    assertEquals(0, spans("O O", "O O").all().f1());
    assertEquals(0, spans("B-A O", "O O").all().precision());
    assertEquals(0, spans("O O", "B-A O").all().recall());
    assertEquals(0, SpanScores.NONE.all().f1());
  }

  @Test
  void of_unequalLengths_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> spans("O O", "O"));
  }

  @Test
  void measurements_nameSchemeAndTypes() {
    SpanScores scores = spans("B-LOC O B-PER", "B-LOC O O");
    List<Measurement> all = scores.measurements("test", "0.1.0");
    assertEquals(
        List.of("spanF1", "spanPrecision", "spanRecall", "tagAccuracy"),
        all.stream().map(Measurement::name).toList());
    assertEquals(
        "split:test|sentences:1|tags:3|scheme:iob2|illFormed:startsSpan|average:micro|version:0.1.0",
        all.get(0).signature());
    List<String> names = new ArrayList<>();
    scores.measurementsByType("test", "0.1.0").forEach(each -> names.add(each.name()));
    assertEquals(
        List.of(
            "spanF1:LOC",
            "spanPrecision:LOC",
            "spanRecall:LOC",
            "spanF1:PER",
            "spanPrecision:PER",
            "spanRecall:PER"),
        names);
  }

  private static SpanScores spans(String right, String predicted) {
    return SpanScores.of(List.of(right.split(" ")), List.of(predicted.split(" ")));
  }
}
