package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BleuTest {

  static Stream<SacrebleuFigures.Corpus> corpora() {
    return SacrebleuFigures.corpora();
  }

  @ParameterizedTest
  @MethodSource("corpora")
  void score_anyCorpus_isThatOfSacrebleu(SacrebleuFigures.Corpus corpus) {
    Bleu bleu = Additive.sum(corpus.bleuCounts()).orElseThrow();
    assertEquals(corpus.bleu(), bleu.score(), 1e-9);
    assertEquals(corpus.bleuSignature(), bleu.signature("2.6.0"));
  }

  @Test
  void figures_ofSacrebleu_areNotAllTheSame() {
    assertTrue(corpora().mapToDouble(SacrebleuFigures.Corpus::bleu).distinct().count() > 50);
  }

  @Test
  void sum_anyPartition_isTheSame() {
    Sums.assertMergeable(
        corpora().flatMap(corpus -> corpus.bleuCounts().stream()).toList(), Bleu.NONE);
  }

  @Test
  void score_papinenisExample_clipsRepeatedWords() {
    Bleu bleu =
        Bleu.of(
            "the the the the the the the",
            List.of("The cat is on the mat", "There is a cat on the the mat"));
    assertEquals(new Bleu.Order(2, 7), bleu.orders().get(0));
  }

  @Test
  void referenceLength_twoEquallyClose_isTheShorter() {
    assertEquals(3, Bleu.of("a b c d", List.of("a b c d e", "a b c")).referenceLength());
    assertEquals(5, Bleu.of("a b c d", List.of("a", "a b c d e")).referenceLength());
  }

  @Test
  void score_shorterPrediction_paysBrevityPenalty() {
    assertEquals(
        100 * Math.exp(1 - 6 / 5.0), Bleu.of("a b c d e", List.of("a b c d e f")).score(), 1e-9);
  }

  @Test
  void score_ordersWithoutMatch_areHalvedEachTime() {
    // Of 4, 3, 2 and 1 n-grams match 4, 0, 0 and 0.
    double expected = 100 * Math.pow((4 / 4.0) * (0.5 / 3) * (0.25 / 2) * (0.125 / 1), 0.25);
    assertEquals(expected, Bleu.of("a b c d", List.of("d c b a")).score(), 1e-9);
  }

  @Test
  void score_noExamples_isZero() {
    assertEquals(0, Bleu.NONE.score());
  }

  @Test
  void measurements_bearSplitAndSacrebleusSignature() {
    Bleu bleu = Bleu.of("a b c d", List.of("a b c d")).plus(Bleu.of("a", List.of("a", "b")));
    assertEquals(
        "split:test|examples:2|nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp|version:0.1.0",
        bleu.measurements("test", "0.1.0").get(0).signature());
    assertEquals("bleu", bleu.measurements("test", "0.1.0").get(0).name());
  }

  @Test
  void of_withoutReference_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> Bleu.of("a", List.of()));
  }
}
