package io.unroll.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the user writes, the answer is settings or lines that each start with a place. */
class SettingsLoaderAnyInputTest {
  private static final String COPY =
      "name = copy, corpus.type = copy, model.type = encoder-decoder\n";

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        List.of(
            Arbitraries.strings().ofMaxLength(8),
            Arbitraries.strings().withChars("{}[]\":=,.+#$?/\\-01e ab\n").ofMaxLength(12),
            Arbitraries.of(
                "-1",
                "0",
                "1",
                "1.5",
                "1e400",
                "-1e-400",
                "99999999999999999999",
                "true",
                "null",
                "[]",
                "{}",
                "{x=1}",
                "off",
                "${x}",
                "${?x}",
                "${seed}",
                "\"7\"")));
  }

  @Provide
  Arbitrary<String> keys() {
    Arbitrary<String> known =
        Arbitraries.of(
            "name",
            "seed",
            "corpus",
            "corpus.type",
            "corpus.shares",
            "corpus.shares.train",
            "corpus.symbols",
            "tokens.unit",
            "shards",
            "shards.batchSize",
            "model.type",
            "model.dropout",
            "model.cell",
            "model.rightToLeft",
            "training.clipNorm",
            "training.workers",
            "variants.corpus.copy.symbols");
    Arbitrary<String> odd =
        Arbitraries.strings().withChars("abc.\"$ {}").ofMaxLength(6).map(key -> "x" + key);
    return Arbitraries.oneOf(List.of(known, known, odd));
  }

  @Provide
  Arbitrary<String> assignments() {
    return Combinators.combine(keys(), values()).as((key, value) -> key + "=" + value);
  }

  @Property(tries = 500)
  void parse_anyOverrides_giveSettingsOrLines(
      @ForAll("assignments") String first, @ForAll("assignments") String second) {
    List<String> problems = problems(COPY, List.of(first, second));

    assertTrue(
        problems.stream().allMatch(line -> line.matches("(x\\.conf(:\\d+)?|--set .*): .*")),
        problems::toString);
  }

  @Property(tries = 500)
  void parse_anyText_givesSettingsOrLines(
      @ForAll("assignments") String first, @ForAll("assignments") String second) {
    List<String> problems = problems(COPY + first + "\n" + second, List.of());

    assertTrue(
        problems.stream().allMatch(line -> line.matches("x\\.conf(:\\d+)?: .*")),
        problems::toString);
  }

  private static List<String> problems(String text, List<String> overrides) {
    try {
      SettingsLoader.parse(text, "x.conf", overrides);
      return List.of();
    } catch (InvalidInput e) {
      assertFalse(e.problems().isEmpty());
      return e.problems();
    }
  }
}
