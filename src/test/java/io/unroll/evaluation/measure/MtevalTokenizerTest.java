package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MtevalTokenizerTest {

  static Stream<SacrebleuFigures.Tokenised> texts() {
    return SacrebleuFigures.tokenised();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void words_hostileText_areThoseOfSacrebleu(SacrebleuFigures.Tokenised text) {
    assertEquals(text.words(), MtevalTokenizer.words(text.text()));
  }

  @Test
  void words_numbersAndHyphens_stayWhole() {
    assertEquals(
        List.of("1,000.5", ",", "10", "-", "12", "well-known", "."),
        MtevalTokenizer.words("1,000.5, 10-12 well-known."));
  }

  @Test
  void words_entitiesAndBrokenLines_areResolved() {
    assertEquals(
        List.of("<", "a", "&", "b", "&", "apos", ";", "together"),
        MtevalTokenizer.words("&amp;lt; a &amp; b &apos; to-\ngether"));
  }
}
