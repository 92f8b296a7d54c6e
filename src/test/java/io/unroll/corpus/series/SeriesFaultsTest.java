package io.unroll.corpus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.unroll.config.InputKind;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.DropReason;
import io.unroll.corpus.example.FrameValues;
import io.unroll.corpus.example.Readings;
import io.unroll.corpus.example.Unusable;
import io.unroll.corpus.records.ExampleValues;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SeriesFaultsTest {

  @Test
  void frames_numbersAndVectors_areSteps() throws Unusable {
    Content.Frames single = frames(List.of(1, 2.5f, 3L));
    Content.Frames vectors = frames(List.of(List.of(1, 2), List.of(3, 4)));

    assertEquals(List.of(1, 3), List.of(single.width(), single.steps()));
    assertEquals(List.of(2, 2), List.of(vectors.width(), vectors.steps()));
    assertArrayEquals(new double[] {1, 2, 3, 4}, vectors.values());
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(List.of(), DropReason.EMPTY_SOURCE, "the input is empty"),
        Arguments.of("7", DropReason.UNREADABLE, "must be an array of numbers, got \"7\""),
        Arguments.of(List.of(List.of()), DropReason.UNREADABLE, "a step must have a number"),
        Arguments.of(
            List.of(List.of(1, 2), List.of(1)), DropReason.UNREADABLE, "2, got 1 in step 2"),
        Arguments.of(List.of(1, "x"), DropReason.NOT_FINITE, "step 2 must be a number, got \"x\""),
        Arguments.of(Arrays.asList(1, null), DropReason.NOT_FINITE, "step 2 must be a number"),
        Arguments.of(List.of(Double.NaN), DropReason.NOT_FINITE, "step 1 must be a finite number"),
        Arguments.of(List.of(1e99), DropReason.NOT_FINITE, "step 1 must be a finite number"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void fault_ofLabelledSequenceAndOfSeries_hasOneReason(
      Object value, DropReason reason, String found) {
    Optional<Object> label = Optional.of("a");
    ExampleValues labelled = new ExampleValues(InputKind.NUMBERS, false);
    ParquetSeries series = new ParquetSeries(true);

    Unusable ofLabelled = assertThrows(Unusable.class, () -> labelled.input(Optional.of(value)));
    Unusable ofSeries = assertThrows(Unusable.class, () -> series.of(Optional.of(value), label));

    assertEquals(reason, ofLabelled.reason());
    assertThat(ofLabelled.found()).contains(found);
    assertEquals(ofLabelled.reason(), ofSeries.reason());
    assertEquals(ofLabelled.found(), ofSeries.found());
  }

  @Test
  void missingValue_ofLabelledSequenceAndOfSeries_lacksAColumn() {
    ExampleValues labelled = new ExampleValues(InputKind.NUMBERS, false);
    Optional<Object> one = Optional.of(List.of(1));
    Optional<Object> none = Optional.empty();

    assertEquals(missing(() -> labelled.input(none)), missing(() -> series(true, none, one)));
    assertEquals(missing(() -> labelled.label(none)), missing(() -> series(true, one, none)));
    assertEquals("the target is missing", missing(() -> series(false, one, none)));
  }

  @Test
  void emptyTarget_ofSeries_isNoEmptySource() {
    Optional<Object> one = Optional.of(List.of(1));
    Unusable refused =
        assertThrows(Unusable.class, () -> series(false, one, Optional.of(List.of())));

    assertEquals(DropReason.EMPTY_TARGET, refused.reason());
  }

  private static Readings.Sides series(
      boolean labelled, Optional<Object> input, Optional<Object> target) throws Unusable {
    return new ParquetSeries(labelled).of(input, target);
  }

  private static String missing(org.junit.jupiter.api.function.Executable reading) {
    Unusable refused = assertThrows(Unusable.class, reading);
    assertEquals(DropReason.MISSING_COLUMN, refused.reason());
    return refused.found();
  }

  private static Content.Frames frames(Object value) throws Unusable {
    return FrameValues.of(value, "input", DropReason.EMPTY_SOURCE);
  }
}
