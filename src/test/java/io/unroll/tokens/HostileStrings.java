package io.unroll.tokens;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Texts that break tokenizers, and arbitrary ones made of the same pieces. */
final class HostileStrings {
  /** Public corpora beside the checkout, where there are any. */
  static final Path CORPORA = Path.of("../shared/corpora");

  private static final Path NAUGHTY = CORPORA.resolve("hostile/blns.json");

  static final List<String> WELL_FORMED =
      List.of(
          "",
          " ",
          "  ",
          "\n\n \t\r\n",
          " leading and trailing ",
          "two  blanks   three\t\ttabs \n line",
          "it's we're I've I'm we'll he'd IT'S 'tis ''s 's's don't'll",
          "a 's b 're",
          "<unk> <pad><bos> <eos> </s> <|endoftext|> [CLS]",
          "1234 12a34 \u0663\u0664 \u00b2\u00bd \u216b \u4e09 \ud835\udfd9",
          "caf\u00e9 cafe\u0301 \u0130stanbul I\u0307 \u03a3\u03a3 \u03c3\u03c2 \u1e9e \u01c5",
          "\u05e9\u05dc\u05d5\u05dd \u202e\u0645\u0631\u062d\u0628\u0627\u202c \u200f\u200e",
          "zero\u200bwidth\u200djoin\u200cer\ufeff\u2060 \u00ad\u034f",
          "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66"
              + "\ud83c\uddeb\ud83c\uddf7 \ud83d\udc4d\ud83c\udffd",
          "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a",
          "\u0000 \u0000\u0001\u0002\u0007\u001b[31m\u007f\u0080\u0085\u009f",
          "\u00a0\u1680\u2000\u2003\u2028\u2029\u202f\u205f\u3000\u180e x",
          "\ufffd\ufffd \ufffe\uffff\ufdd0 \ud83f\udffe\udbff\udfff",
          "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e0a\u0e32\u0e27\u0e42\u0e25\u0e01"
              + " \u4f60\u597d\u4e16\u754c \u3053\u3093\u306b\u3061\u306f \ud55c\uad6d\uc5b4"
              + " \u1112\u1161\u11ab",
          "\ua7d2\ud800\udd40\ud81b\udde0\ud82b\udff3\ud883\uddb0\ud884\udfb0",
          "a".repeat(5_000),
          " ".repeat(3_000) + "x" + "ab".repeat(2_000),
          "\ud83d\ude00".repeat(3_000));

  static final List<String> UNPAIRED =
      List.of("\ud800", "a\udc00b", "\udfff\ud800 ", "\ud83d \ude00", "x\ud83d");

  private HostileStrings() {}

  /** All strings with a UTF-8 form, those of the Big List of Naughty Strings among them. */
  static List<String> wellFormed() throws IOException {
    List<String> all = new ArrayList<>(WELL_FORMED);
    if (Files.exists(NAUGHTY)) {
      all.addAll(List.of(new ObjectMapper().readValue(NAUGHTY.toFile(), String[].class)));
    } else {
      System.out.println("without the Big List of Naughty Strings: no " + NAUGHTY);
    }
    return all;
  }

  /** Strings of whole code points, pieces of the hostile ones among them. */
  static Arbitrary<String> strings() {
    Arbitrary<String> codePoint =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .map(Character::toString);
    Arbitrary<String> common =
        Arbitraries.of(
            " ",
            "  ",
            "\n",
            "\t",
            "'",
            "'s",
            "'ll",
            "a",
            "the",
            "Z",
            "\u00e9",
            "e\u0301",
            "0",
            "42",
            "\u00b2",
            ".",
            "!?",
            "\u00a0",
            "\u3000",
            "\u200d",
            "\ud83d\ude00",
            "\u4f60",
            "<unk>");
    return Arbitraries.frequencyOf(Tuple.of(3, common), Tuple.of(1, codePoint))
        .list()
        .ofMaxSize(40)
        .map(pieces -> String.join("", pieces));
  }
}
