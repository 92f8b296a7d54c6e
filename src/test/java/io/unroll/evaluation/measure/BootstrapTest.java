package io.unroll.evaluation.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.evaluation.measure.Bootstrap.Comparison;
import io.unroll.evaluation.measure.Bootstrap.Interval;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 0.95, 7);

  /** The cheapest of tallies: these tests add millions of them. */
  record Answers(long examples, long right) implements Tally<Answers> {

    @Override
    public Answers plus(Answers other) {
      return new Answers(examples + other.examples, right + other.right);
    }

    double accuracy() {
      return (double) right / examples;
    }

    @Override
    public List<Measurement> measurements(String split, String version) {
      return List.of(new Measurement("accuracy", accuracy(), split + version, true));
    }
  }

  @Test
  void interval_ofBleu_isAboutSacrebleus() {
    SacrebleuFigures.Resampled expected = SacrebleuFigures.resampled();
    Interval interval = BOOTSTRAP.interval(expected.counted(), Bleu::score).orElseThrow();
    assertEquals(expected.bleu(), interval.value(), 1e-9);
    // Two draws of a thousand resamples: the ends of their intervals agree to a tenth of the width.
    double tolerance = expected.halfWidth() / 5;
    assertEquals(expected.halfWidth(), (interval.high() - interval.low()) / 2, tolerance);
    assertEquals(expected.mean(), (interval.high() + interval.low()) / 2, tolerance);
  }

  @Test
  void interval_ofAccuracy_isThatOfTheNormalApproximation() {
    List<Answers> answers = answers(2000, 0.7, 1);
    Interval interval = BOOTSTRAP.interval(answers, Answers::accuracy).orElseThrow();
    double value = Additive.sum(answers).orElseThrow().accuracy();
    double half = 1.96 * Math.sqrt(value * (1 - value) / 2000);
    assertEquals(value, interval.value());
    assertEquals(value - half, interval.low(), half / 5);
    assertEquals(value + half, interval.high(), half / 5);
  }

  @Test
  void interval_manyTestSets_coversTheTruthAboutAsOftenAsItSays() {
    Bootstrap quick = new Bootstrap(200, 0.9, 7);
    long covered =
        IntStream.range(0, 200)
            .mapToObj(
                set -> quick.interval(answers(150, 0.6, set), Answers::accuracy).orElseThrow())
            .filter(interval -> interval.low() <= 0.6 && 0.6 <= interval.high())
            .count();
    assertTrue(covered >= 165 && covered <= 195, () -> "covered " + covered + " of 200");
  }

  @Test
  void interval_sameSeed_isTheSame() {
    List<Answers> answers = answers(100, 0.5, 1);
    assertEquals(
        BOOTSTRAP.interval(answers, Answers::accuracy),
        BOOTSTRAP.interval(List.copyOf(answers), Answers::accuracy));
    assertNotEquals(
        BOOTSTRAP.interval(answers, Answers::accuracy).orElseThrow(),
        new Bootstrap(1000, 0.95, 8).interval(answers, Answers::accuracy).orElseThrow());
  }

  @Test
  void interval_equalExamples_isAPoint() {
    List<Bleu> same = Collections.nCopies(20, Bleu.of("a b c d e", List.of("a b c d x")));
    Interval interval = BOOTSTRAP.interval(same, Bleu::score).orElseThrow();
    assertEquals(interval.value(), interval.low(), 1e-9);
    assertEquals(interval.value(), interval.high(), 1e-9);
  }

  @Test
  void interval_moreConfidence_isWider() {
    List<Answers> answers = answers(200, 0.5, 1);
    Interval most = new Bootstrap(1000, 0.99, 7).interval(answers, Answers::accuracy).get();
    Interval half = new Bootstrap(1000, 0.5, 7).interval(answers, Answers::accuracy).get();
    assertTrue(most.low() < half.low() && half.high() < most.high());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10})
  void interval_fewResamples_isInOrder(int resamples) {
    Interval interval =
        new Bootstrap(resamples, 1e-12, 7)
            .interval(answers(50, 0.5, 1), Answers::accuracy)
            .orElseThrow();
    assertTrue(interval.low() <= interval.high());
  }

  @Test
  void interval_metricThatIsNotDefined_isEmpty() {
    assertEquals(Optional.empty(), BOOTSTRAP.interval(List.<Answers>of(), Answers::accuracy));
    List<EditRate> oneEmpty = List.of(EditRate.of("a", ""), EditRate.of("a", "a"));
    assertEquals(Optional.empty(), BOOTSTRAP.interval(oneEmpty, rate -> rate.words().rate()));
  }

  @Test
  void compare_clearlyBetterSystem_isSignificant() {
    Comparison comparison =
        BOOTSTRAP
            .compare(answers(500, 0.5, 1), answers(500, 0.7, 2), Answers::accuracy)
            .orElseThrow();
    assertTrue(comparison.difference().low() > 0);
    assertTrue(comparison.pValue() < 0.01);
  }

  @Test
  void compare_otherWayRound_changesTheSignAlone() {
    List<Answers> first = answers(100, 0.5, 1);
    List<Answers> second = answers(100, 0.55, 2);
    Comparison one = BOOTSTRAP.compare(first, second, Answers::accuracy).orElseThrow();
    Comparison other = BOOTSTRAP.compare(second, first, Answers::accuracy).orElseThrow();
    assertEquals(one.pValue(), other.pValue());
    assertEquals(one.difference().value(), -other.difference().value());
    assertEquals(one.difference().low(), -other.difference().high());
  }

  @Test
  void compare_pairedSystems_seesWhatIntervalsWouldNot() {
    // The second is right where the first is, and on twenty examples more.
    List<Answers> first = yes(500, 300);
    List<Answers> second = yes(500, 320);
    Interval firstAlone = BOOTSTRAP.interval(first, Answers::accuracy).orElseThrow();
    Interval secondAlone = BOOTSTRAP.interval(second, Answers::accuracy).orElseThrow();
    assertTrue(firstAlone.high() > secondAlone.low());
    assertTrue(BOOTSTRAP.compare(first, second, Answers::accuracy).orElseThrow().pValue() < 0.01);
  }

  @Test
  void compare_sameSystem_isNotSignificant() {
    List<Answers> answers = answers(100, 0.5, 1);
    Comparison comparison = BOOTSTRAP.compare(answers, answers, Answers::accuracy).orElseThrow();
    assertEquals(0, comparison.difference().value());
    assertEquals(1, comparison.pValue());
  }

  @Test
  void compare_oneExampleOfTwo_hasThePValueOfCounting() {
    // Ahead on one example of two, equal on the other: one resample in four draws the other twice.
    List<Answers> first = yes(2, 1);
    List<Answers> second = yes(2, 2);
    Comparison comparison =
        new Bootstrap(10_000, 0.95, 7).compare(first, second, Answers::accuracy).orElseThrow();
    assertEquals(0.25, comparison.pValue(), 0.02);
  }

  @Test
  void compare_otherExamples_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> BOOTSTRAP.compare(yes(2, 1), yes(3, 1), Answers::accuracy));
  }

  @Test
  void settings_impossibleOnes_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(0, 0.95, 7));
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(10, 1, 7));
    assertThrows(IllegalArgumentException.class, () -> new Bootstrap(10, Double.NaN, 7));
  }

  @Test
  void measurements_nameTheResampling() {
    Measurement accuracy = new Measurement("accuracy", 0.5, "split:test|version:1", true);
    Comparison comparison =
        BOOTSTRAP.compare(yes(10, 5), yes(10, 6), Answers::accuracy).orElseThrow();
    assertEquals(
        List.of(
            "accuracyDifference",
            "accuracyDifferenceLow",
            "accuracyDifferenceHigh",
            "accuracyPValue"),
        comparison.measurements(accuracy).stream().map(Measurement::name).toList());
    List<Measurement> ends = comparison.difference().measurements(accuracy);
    assertEquals(
        List.of("accuracyLow", "accuracyHigh"), ends.stream().map(Measurement::name).toList());
    assertEquals("bs:1000|seed:7|confidence:0.95|split:test|version:1", ends.get(0).signature());
  }

  private static List<Answers> answers(int examples, double accuracy, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, examples)
        .mapToObj(i -> new Answers(1, random.nextDouble() < accuracy ? 1 : 0))
        .toList();
  }

  private static List<Answers> yes(int examples, int right) {
    return IntStream.range(0, examples).mapToObj(i -> new Answers(1, i < right ? 1 : 0)).toList();
  }
}
