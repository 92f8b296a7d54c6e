package io.unroll.evaluation.measure;

import io.unroll.corpus.example.Content;

/**
 * Summed differences between numbers forecast and found, in their own units.
 *
 * @param squared sum of squares
 * @param absolute sum of absolute values
 * @param relative sum of absolute values over the mean of both magnitudes; nothing where both are 0
 * @param numbers how many were compared
 */
public record Errors(double squared, double absolute, double relative, long numbers)
    implements Additive<Errors> {
  public static final Errors NONE = new Errors(0, 0, 0, 0);

  public static Errors of(Content.Frames reference, Content.Frames predicted) {
    double squared = 0;
    double absolute = 0;
    double relative = 0;
    int numbers = reference.values().length;
    for (int i = 0; i < numbers; i++) {
      double difference = predicted.values()[i] - reference.values()[i];
      squared += difference * difference;
      absolute += Math.abs(difference);
      double magnitude = (Math.abs(predicted.values()[i]) + Math.abs(reference.values()[i])) / 2;
      if (magnitude != 0) {
        relative += Math.abs(difference) / magnitude;
      }
    }
    return new Errors(squared, absolute, relative, numbers);
  }

  @Override
  public Errors plus(Errors other) {
    return new Errors(
        squared + other.squared,
        absolute + other.absolute,
        relative + other.relative,
        numbers + other.numbers);
  }

  public double rootMeanSquare() {
    return Math.sqrt(squared / numbers);
  }

  public double meanAbsolute() {
    return absolute / numbers;
  }

  /** In percent, 0 to 200 (Makridakis 1993). */
  public double symmetricPercentage() {
    return 100 * relative / numbers;
  }
}
