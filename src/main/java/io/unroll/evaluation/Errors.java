package io.unroll.evaluation;

import io.unroll.shards.EncodedSequence;
import java.io.Serializable;

/**
 * Summed differences between numbers forecast and found, in their own units.
 *
 * @param squared sum of squares
 * @param absolute sum of absolute values
 * @param numbers how many were compared
 */
record Errors(double squared, double absolute, long numbers) implements Serializable {
  static final Errors NONE = new Errors(0, 0, 0);

  static Errors of(EncodedSequence reference, EncodedSequence predicted) {
    double squared = 0;
    double absolute = 0;
    int numbers = reference.values().length;
    for (int i = 0; i < numbers; i++) {
      double difference = (double) predicted.values()[i] - reference.values()[i];
      squared += difference * difference;
      absolute += Math.abs(difference);
    }
    return new Errors(squared, absolute, numbers);
  }

  Errors plus(Errors other) {
    return new Errors(squared + other.squared, absolute + other.absolute, numbers + other.numbers);
  }

  double rootMeanSquare() {
    return Math.sqrt(squared / numbers);
  }

  double meanAbsolute() {
    return absolute / numbers;
  }
}
