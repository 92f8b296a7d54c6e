package io.unroll.shards;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sequence without names as text: a few of its steps, and how many there are.
 *
 * <p>Of a wide step that is mostly 0 or starts with many, such as a chord or a row of a picture,
 * the other numbers are shown with their places; wide steps of nothing but 0 before the first such
 * step are counted.
 */
final class SequenceText {
  private static final int STEPS = 3;
  private static final int NUMBERS = 8;

  private SequenceText() {}

  static String of(EncodedSequence sequence) {
    int blank = blankSteps(sequence);
    int from = blank < STEPS || blank == sequence.steps() ? 0 : blank;
    int to = Math.min(from + STEPS, sequence.steps());
    String shown =
        IntStream.range(from, to)
            .mapToObj(step -> step(sequence, step))
            .collect(Collectors.joining(" "));
    String before = from == 0 ? "" : from + " steps of 0 … ";
    return before + shown + (sequence.steps() > STEPS ? " … " + sequence.steps() + " steps" : "");
  }

  private static int blankSteps(EncodedSequence sequence) {
    int steps = 0;
    while (sequence.width() > NUMBERS
        && steps < sequence.steps()
        && places(sequence, steps).length == 0) {
      steps++;
    }
    return steps;
  }

  /** Where in a step the numbers other than 0 stand. */
  private static int[] places(EncodedSequence sequence, int step) {
    int from = step * sequence.width();
    return IntStream.range(0, sequence.width())
        .filter(place -> sequence.values()[from + place] != 0)
        .toArray();
  }

  private static String step(EncodedSequence sequence, int step) {
    int width = sequence.width();
    if (width == 0) {
      return Integer.toString(sequence.ids()[step]);
    }
    IntFunction<String> number = place -> number(sequence.values()[step * width + place]);
    int[] places = places(sequence, step);
    if (width <= NUMBERS || (2 * places.length > width && places[0] < NUMBERS)) {
      return IntStream.range(0, Math.min(NUMBERS, width))
          .mapToObj(number)
          .collect(
              Collectors.joining(", ", "[", width > NUMBERS ? ", … " + width + " numbers]" : "]"));
    }
    String more = places.length > NUMBERS ? ", …; " : places.length > 0 ? "; " : "";
    return IntStream.of(places)
        .limit(NUMBERS)
        .mapToObj(place -> place + ": " + number.apply(place))
        .collect(
            Collectors.joining(
                ", ", "[", "%s%s of %s are 0]".formatted(more, width - places.length, width)));
  }

  private static String number(float value) {
    return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }
}
