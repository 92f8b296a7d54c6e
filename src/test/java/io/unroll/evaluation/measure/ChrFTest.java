package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChrFTest {

  static Stream<SacrebleuFigures.Corpus> corpora() {
    return SacrebleuFigures.corpora();
  }

  @ParameterizedTest
  @MethodSource("corpora")
  void score_anyCorpus_isThatOfSacrebleu(SacrebleuFigures.Corpus corpus) {
    ChrF chrF = Additive.sum(counted(corpus)).orElseThrow();
    assertEquals(corpus.chrF2(), chrF.score(), 1e-9);
    assertEquals(corpus.chrF2Signature(), chrF.signature("2.6.0"));
  }

  @Test
  void figures_ofSacrebleu_areNotAllTheSame() {
    assertTrue(corpora().mapToDouble(SacrebleuFigures.Corpus::chrF2).distinct().count() > 50);
  }

  @Test
  void sum_anyPartition_isTheSame() {
    Sums.assertMergeable(corpora().flatMap(corpus -> counted(corpus).stream()).toList(), ChrF.NONE);
  }

  @Test
  void score_workedByHand_isRecallHeavy() {
    // "abc" for "abcd": P is 1 for n = 1..3, R is 3/4, 2/3 and 1/2; there are no predicted 4-grams.
    double recall = (3 / 4.0 + 2 / 3.0 + 1 / 2.0) / 3;
    assertEquals(100 * 5 * recall / (4 + recall), ChrF.of("a b c", List.of("ab cd")).score(), 1e-9);
  }

  @Test
  void orders_astralCharacters_areCountedOnce() {
    Overlap characters =
        ChrF.of("\ud83d\ude00\ud83d\ude01", List.of("\ud83d\ude00")).orders().get(0);
    assertEquals(new Overlap(1, 2, 1), characters);
  }

  @Test
  void of_severalReferences_takesTheBestAndTheFirstOfEquals() {
    ChrF best = ChrF.of("abc", List.of("xyz", "abc", "abd"));
    assertEquals(100, best.score(), 1e-9);
    ChrF first = ChrF.of("abc", List.of("uvwxyz", "x"));
    assertEquals(6, first.orders().get(0).reference());
  }

  @Test
  void measurements_bearSplitAndSacrebleusSignature() {
    Measurement chrF = ChrF.of("a", List.of("a")).measurements("valid", "0.1.0").get(0);
    assertEquals("chrF2", chrF.name());
    assertEquals(
        "split:valid|examples:1|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:0.1.0",
        chrF.signature());
  }

  @Test
  void of_withoutReference_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> ChrF.of("a", List.of()));
  }

  private static List<ChrF> counted(SacrebleuFigures.Corpus corpus) {
    return IntStream.range(0, corpus.predictions().size())
        .mapToObj(i -> ChrF.of(corpus.predictions().get(i), corpus.references().get(i)))
        .toList();
  }
}
