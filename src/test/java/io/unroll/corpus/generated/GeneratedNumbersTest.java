package io.unroll.corpus.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.CorpusSettings;
import io.unroll.config.CorpusSettings.Shares;
import io.unroll.config.Curriculum;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.example.SplitRule;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The adding problem, and programs in the order of a curriculum. */
class GeneratedNumbersTest {
  private static final Shares SHARES = new Shares(0.8, 0.1, 0.1);

  @Property(tries = 100)
  void addingProblem_anySeed_marksOneOfEachHalfAndAddsThem(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int length) {
    Example example = new AddingGenerator(length).example(seed, 5);
    Content.Frames input = (Content.Frames) example.input();
    assertEquals(length, input.steps());
    double sum = 0;
    int[] marks = new int[2];
    for (int step = 0; step < length; step++) {
      double value = input.values()[2 * step];
      double mark = input.values()[2 * step + 1];
      assertTrue(value >= 0 && value < 1 && (mark == 0 || mark == 1));
      sum += mark * value;
      marks[step < length / 2 ? 0 : 1] += (int) mark;
    }
    assertArrayEquals(new int[] {1, 1}, marks);
    assertArrayEquals(new double[] {sum}, ((Content.Frames) example.target()).values());
  }

  @Test
  void addingProblem_alwaysOne_isWrongBySixth() {
    double squares =
        LongStream.range(0, 20_000)
            .mapToObj(index -> new AddingGenerator(10).example(3, index).target())
            .mapToDouble(target -> Math.pow(((Content.Frames) target).values()[0] - 1, 2))
            .average()
            .orElseThrow();
    assertEquals(1 / 6.0, squares, 0.005);
  }

  private static List<Example> programs(Curriculum curriculum, int examples) {
    ExampleGenerator generator =
        ExampleGenerator.of(
            new CorpusSettings.LearningToExecute(3, 2, curriculum, examples, SHARES));
    return LongStream.range(0, examples).mapToObj(i -> generator.example(7, i)).toList();
  }

  @Test
  void curriculum_none_isWhatItWas() {
    assertEquals(new ProgramGenerator(3, 2).example(7, 4), programs(Curriculum.NONE, 10).get(4));
  }

  @Test
  void curriculum_any_leavesTheOtherSplitsAtFullDifficulty() {
    SplitRule rule = new SplitRule(SHARES);
    List<Example> full = programs(Curriculum.NONE, 600);
    for (Curriculum curriculum : List.of(Curriculum.NAIVE, Curriculum.MIX, Curriculum.COMBINED)) {
      List<Example> examples = programs(curriculum, 600);
      for (int i = 0; i < 600; i++) {
        Split split = rule.split(full.get(i).group());
        assertEquals(split, rule.split(examples.get(i).group()));
        if (split != Split.TRAIN) {
          assertEquals(full.get(i), examples.get(i));
        }
      }
    }
  }

  @Test
  void curriculum_naive_growsHarderStageByStage() {
    SplitRule rule = new SplitRule(SHARES);
    List<Example> training =
        programs(Curriculum.NAIVE, 600).stream()
            .filter(example -> rule.split(example.group()) == Split.TRAIN)
            .toList();
    int previous = 0;
    for (Example example : training) {
      assertTrue(example.stage() == previous || example.stage() == previous + 1);
      previous = example.stage();
    }
    assertEquals(5, previous);
    // In the first stage every literal is at most 10; loops run up to 4 times.
    training.stream()
        .filter(example -> example.stage() == 0)
        .forEach(
            example ->
                assertThat(((Content.Text) example.input()).text())
                    .as(example.key())
                    .doesNotMatch("(?s).*\\d{3}.*"));
  }

  @Test
  void curriculum_mix_hasOneStageAndEveryDifficulty() {
    List<Example> examples = programs(Curriculum.MIX, 600);
    assertTrue(examples.stream().allMatch(example -> example.stage() == 0));
    assertTrue(examples.stream().anyMatch(example -> example.key().length() < 14));
  }
}
