package io.unroll.corpus.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.CorpusSettings;
import io.unroll.config.CorpusSettings.Shares;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Example;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExampleGeneratorTest {
  private static final Shares SHARES = new Shares(0.8, 0.1, 0.1);

  private static String text(Content content) {
    return ((Content.Text) content).text();
  }

  @Property(tries = 200)
  void addition_anySeed_addsUp(@ForAll long seed, @ForAll @IntRange(min = 1, max = 17) int digits) {
    Example example = new AdditionGenerator(digits).example(seed, 3);
    long[] operands =
        Arrays.stream(text(example.input()).replace("=", "").split("\\+"))
            .mapToLong(Long::parseLong)
            .toArray();
    assertEquals(operands[0] + operands[1], Long.parseLong(text(example.target())));
    assertThat(text(example.input())).matches("\\d{1," + digits + "}\\+\\d{1," + digits + "}=");
    assertEquals(
        Math.min(operands[0], operands[1]) + "+" + Math.max(operands[0], operands[1]),
        example.key());
  }

  @Test
  void addition_threeDigits_longerOperandsMoreOften() {
    AdditionGenerator generator = new AdditionGenerator(3);
    TreeMap<Integer, Long> lengths =
        LongStream.range(0, 30_000)
            .mapToObj(index -> text(generator.example(7, index).input()).indexOf('+'))
            .collect(Collectors.groupingBy(l -> l, TreeMap::new, Collectors.counting()));
    // The larger of two draws from 1, 2, 3 is 1, 2, 3 in one, three, five cases of nine.
    assertEquals(Set.of(1, 2, 3), lengths.keySet());
    lengths.forEach((length, count) -> assertEquals((2 * length - 1) * 30_000 / 9.0, count, 400));
  }

  @Property(tries = 200)
  void strings_anySettings_keepLengthsAndReverse(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 26) int symbols) {
    Example copy =
        ExampleGenerator.of(new CorpusSettings.Copy(2, 9, symbols, 1, SHARES)).example(seed, 0);
    Example reverse =
        ExampleGenerator.of(new CorpusSettings.Reverse(2, 9, symbols, 1, SHARES)).example(seed, 0);
    int length = text(copy.input()).length();
    assertTrue(length >= 2 && length <= 9);
    assertEquals(text(copy.input()), text(copy.target()));
    assertEquals(text(copy.input()), text(reverse.input()));
    assertEquals(
        new StringBuilder(text(reverse.input())).reverse().toString(), text(reverse.target()));
  }

  @Test
  void examples_pinnedSeed_neverChange() {
    // Another Java or another version of this code must generate the same corpora.
    assertEquals("189+50=", text(new AdditionGenerator(3).example(7, 0).input()));
    assertEquals("kvpc", text(new StringGenerator(3, 9, 26, false).example(7, 1).input()));
  }

  @Test
  void programs_pinnedSeed_printWhatPythonPrints() {
    // Expected values were checked with CPython, with 2,000 more programs.
    Example example = new ProgramGenerator(4, 3).example(7, 0);
    assertEquals("f=4081\nprint(((7750-(f+9953))*9))", text(example.input()));
    assertEquals("-56556.", text(example.target()));
  }

  @Property(tries = 300)
  void programs_anySettings_endInPrintAndFullStop(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 15) int length,
      @ForAll @IntRange(max = 40) int nesting) {
    Example example = new ProgramGenerator(length, nesting).example(seed, 0);
    String[] lines = text(example.input()).split("\n");
    assertThat(lines[lines.length - 1]).matches("print\\(.+\\)");
    assertThat(text(example.target())).matches("-?\\d+\\.");
    assertEquals(text(example.input()), example.key());
  }
}
