package io.unroll.corpus.generated;

import io.unroll.corpus.example.Example;
import java.util.SplittableRandom;

/**
 * Random strings of uniform length with themselves, or with their reversal.
 *
 * @param symbols letters in use, from {@code a} on; at most 26
 */
record StringGenerator(int minLength, int maxLength, int symbols, boolean reversed)
    implements ExampleGenerator {

  @Override
  public Example example(SplittableRandom random) {
    int length = random.nextInt(minLength, maxLength + 1);
    StringBuilder drawn = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      drawn.append((char) ('a' + random.nextInt(symbols)));
    }
    String source = drawn.toString();
    return Example.pair(source, source, reversed ? drawn.reverse().toString() : source);
  }
}
