package io.unroll.shards;

import io.unroll.corpus.example.Content;
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
    if (sequence.width() == 0) {
      return from(0, sequence.steps(), step -> Integer.toString(sequence.ids()[step]));
    }
    double[] values = new double[sequence.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = sequence.values()[i];
    }
    return of(new Content.Frames(sequence.width(), values));
  }

  static String of(Content.Frames sequence) {
    int blank = blankSteps(sequence);
    int first = blank < STEPS || blank == sequence.steps() ? 0 : blank;
    return from(first, sequence.steps(), step -> step(sequence, step));
  }

  private static String from(int first, int steps, IntFunction<String> step) {
    String shown =
        IntStream.range(first, Math.min(first + STEPS, steps))
            .mapToObj(step)
            .collect(Collectors.joining(" "));
    String before = first == 0 ? "" : first + " steps of 0 … ";
    return before + shown + (steps > STEPS ? " … " + steps + " steps" : "");
  }

  private static int blankSteps(Content.Frames sequence) {
    int steps = 0;
    while (sequence.width() > NUMBERS
        && steps < sequence.steps()
        && places(sequence, steps).length == 0) {
      steps++;
    }
    return steps;
  }

  /** Returns the indices of a step's numbers other than 0. */
  private static int[] places(Content.Frames sequence, int step) {
    int from = step * sequence.width();
    return IntStream.range(0, sequence.width())
        .filter(place -> sequence.values()[from + place] != 0)
        .toArray();
  }

  private static String step(Content.Frames sequence, int step) {
    int width = sequence.width();
    IntFunction<String> number = place -> number(sequence.values()[step * width + place]);
    int[] places = places(sequence, step);
    if (width <= NUMBERS || (2 * places.length > width && places[0] < NUMBERS)) {
      return IntStream.range(0, Math.min(NUMBERS, width))
          .mapToObj(number)
          .collect(
              Collectors.joining(", ", "[", width > NUMBERS ? ", … " + width + " numbers]" : "]"));
    }
    return IntStream.of(places)
        .limit(NUMBERS)
        .mapToObj(place -> place + ": " + number.apply(place))
        .collect(
            Collectors.joining(
                ", ",
                "[",
                "%s%s of %s are 0]"
                    .formatted(separator(places.length), width - places.length, width)));
  }

  private static String separator(int numbers) {
    if (numbers > NUMBERS) {
      return ", …; ";
    }
    return numbers > 0 ? "; " : "";
  }

  private static String number(double value) {
    return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }
}
