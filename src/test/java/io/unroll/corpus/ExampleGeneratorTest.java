package io.unroll.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.CorpusSettings;
import io.unroll.config.CorpusSettings.Shares;
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

  @Property(tries = 200)
  void addition_anySeed_addsUp(@ForAll long seed, @ForAll @IntRange(min = 1, max = 17) int digits) {
    Example example = new AdditionGenerator(digits).example(seed, 3);
    long[] operands =
        Arrays.stream(example.source().replace("=", "").split("\\+"))
            .mapToLong(Long::parseLong)
            .toArray();
    assertEquals(operands[0] + operands[1], Long.parseLong(example.target()));
    assertTrue(example.source().matches("\\d{1," + digits + "}\\+\\d{1," + digits + "}="));
    assertEquals(
        Math.min(operands[0], operands[1]) + "+" + Math.max(operands[0], operands[1]),
        example.key());
  }

  @Test
  void addition_threeDigits_longerOperandsMoreOften() {
    AdditionGenerator generator = new AdditionGenerator(3);
    TreeMap<Integer, Long> lengths =
        LongStream.range(0, 30_000)
            .mapToObj(index -> generator.example(7, index).source().indexOf('+'))
            .collect(Collectors.groupingBy(l -> l, TreeMap::new, Collectors.counting()));
    // The larger of two draws from 1, 2, 3 is 1, 2, 3 in one, three, five cases of nine.
    assertEquals(Set.of(1, 2, 3), lengths.keySet());
    lengths.forEach((length, count) -> assertEquals((2 * length - 1) * 30_000 / 9.0, count, 400));
  }

  @Property(tries = 200)
  void strings_anySettings_keepLengthsAndReverse(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 26) int symbols) {
    Example copy =
        ExampleGenerator.of(new CorpusSettings.Copy(2, 9, symbols, 1, SHARES))
            .orElseThrow()
            .example(seed, 0);
    Example reverse =
        ExampleGenerator.of(new CorpusSettings.Reverse(2, 9, symbols, 1, SHARES))
            .orElseThrow()
            .example(seed, 0);
    int length = copy.source().length();
    assertTrue(length >= 2 && length <= 9);
    assertEquals(copy.source(), copy.target());
    assertEquals(copy.source(), reverse.source());
    assertEquals(new StringBuilder(reverse.source()).reverse().toString(), reverse.target());
  }

  @Test
  void examples_pinnedSeed_neverChange() {
    // Another Java or another version of this code must generate the same corpora.
    assertEquals("189+50=", new AdditionGenerator(3).example(7, 0).source());
    assertEquals("kvpc", new StringGenerator(3, 9, 26, false).example(7, 1).source());
  }

  @Test
  void programs_pinnedSeed_printWhatPythonPrints() {
    // Expected values were checked with CPython, with 2,000 more programs.
    Example example = new ProgramGenerator(4, 3).example(7, 0);
    assertEquals("f=4081\nprint(((7750-(f+9953))*9))", example.source());
    assertEquals("-56556.", example.target());
  }

  @Property(tries = 300)
  void programs_anySettings_endInPrintAndFullStop(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 15) int length,
      @ForAll @IntRange(max = 40) int nesting) {
    Example example = new ProgramGenerator(length, nesting).example(seed, 0);
    String[] lines = example.source().split("\n");
    assertTrue(lines[lines.length - 1].matches("print\\(.+\\)"));
    assertTrue(example.target().matches("-?\\d+\\."));
    assertEquals(example.source(), example.key());
  }
}
