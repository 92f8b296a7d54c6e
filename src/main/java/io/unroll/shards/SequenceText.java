package io.unroll.shards;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A sequence without names as text: its first steps, and how many there are. */
final class SequenceText {
  private static final int STEPS = 3;
  private static final int NUMBERS = 8;

  private SequenceText() {}

  static String of(EncodedSequence sequence) {
    String first =
        IntStream.range(0, Math.min(STEPS, sequence.steps()))
            .mapToObj(step -> step(sequence, step))
            .collect(Collectors.joining(" "));
    return sequence.steps() > STEPS ? first + " … " + sequence.steps() + " steps" : first;
  }

  private static String step(EncodedSequence sequence, int step) {
    int width = sequence.width();
    if (width == 0) {
      return Integer.toString(sequence.ids()[step]);
    }
    String first =
        IntStream.range(0, Math.min(NUMBERS, width))
            .mapToObj(number -> number(sequence.values()[step * width + number]))
            .collect(Collectors.joining(", ", "[", ""));
    return width > NUMBERS ? first + ", … " + width + " numbers]" : first + "]";
  }

  private static String number(float value) {
    return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }
}
