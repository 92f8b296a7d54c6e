package io.unroll.corpus.example;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reader of vectors from lists of numbers, one a step, or of lists of numbers. */
public final class FrameValues {
  private FrameValues() {}

  /**
   * Returns the vectors of a value.
   *
   * @param what names it in errors
   * @param empty reason why a list without steps is no example
   * @throws Unusable if there are none, if they differ in width, or if a number is missing or not
   *     finite
   */
  public static Content.Frames of(Object value, String what, DropReason empty) throws Unusable {
    if (!(value instanceof List<?> steps)) {
      throw new Unusable(
          DropReason.UNREADABLE,
          "the %s must be an array of numbers, got %s".formatted(what, describe(value)));
    }
    if (steps.isEmpty()) {
      throw new Unusable(empty, "the %s is empty".formatted(what));
    }
    int width = numbers(steps.get(0)).size();
    if (width == 0) {
      throw new Unusable(DropReason.UNREADABLE, "a step must have a number, got none");
    }
    double[] values = new double[Math.multiplyExact(steps.size(), width)];
    for (int step = 0; step < steps.size(); step++) {
      fill(values, step, width, numbers(steps.get(step)));
    }
    return new Content.Frames(width, values);
  }

  private static void fill(double[] values, int step, int width, List<?> numbers) throws Unusable {
    if (numbers.size() != width) {
      throw new Unusable(
          DropReason.UNREADABLE,
          "every step must have as many numbers as the first, %s, got %s in step %s"
              .formatted(width, numbers.size(), step + 1));
    }
    for (int i = 0; i < width; i++) {
      values[step * width + i] = number(numbers.get(i), "step " + (step + 1));
    }
  }

  private static List<?> numbers(@Nullable Object step) {
    return step instanceof List<?> numbers ? numbers : Collections.singletonList(step);
  }

  private static double number(@Nullable Object value, String where) throws Unusable {
    if (value instanceof Number number) {
      return FiniteNumber.check(number.doubleValue(), where, value.toString());
    }
    throw new Unusable(
        DropReason.NOT_FINITE,
        where + " must be a number, got " + (value == null ? "null" : describe(value)));
  }

  /** Returns a value in few words, for errors. */
  public static String describe(Object value) {
    if (value instanceof List<?> list) {
      return "an array of " + list.size();
    }
    return value instanceof String text ? Readings.quote(text) : Objects.toString(value);
  }
}
