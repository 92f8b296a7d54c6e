package io.unroll.corpus.generated;

import io.unroll.corpus.example.Example;
import java.util.SplittableRandom;

/**
 * Sums {@code 12+345=} with their value {@code 357}.
 *
 * <p>The number of digits of an operand is drawn first, as the larger of two uniform draws: short
 * operands occur although nearly all numbers are long, and yet few sums repeat. Both orders of a
 * sum share a key.
 */
record AdditionGenerator(int digits) implements ExampleGenerator {

  @Override
  public Example example(SplittableRandom random) {
    long left = operand(random);
    long right = operand(random);
    String key = Math.min(left, right) + "+" + Math.max(left, right);
    return Example.pair(key, left + "+" + right + "=", Long.toString(Math.addExact(left, right)));
  }

  private long operand(SplittableRandom random) {
    int length = Math.max(random.nextInt(1, digits + 1), random.nextInt(1, digits + 1));
    long smallest = length == 1 ? 0 : powerOfTen(length - 1);
    return random.nextLong(smallest, powerOfTen(length));
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power = Math.multiplyExact(power, 10L);
    }
    return power;
  }
}
