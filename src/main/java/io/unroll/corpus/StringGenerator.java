package io.unroll.corpus;

import java.util.SplittableRandom;

/** Random strings of uniform length with themselves, or with their reversal. */
record StringGenerator(int minLength, int maxLength, int symbols, boolean reversed)
    implements ExampleGenerator {
  private static final int LETTERS = 26;
  private static final int FIRST_IDEOGRAPH = 0x4E00;

  @Override
  public Example example(SplittableRandom random) {
    int length = random.nextInt(minLength, maxLength + 1);
    StringBuilder drawn = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      drawn.appendCodePoint(letter(random.nextInt(symbols)));
    }
    String source = drawn.toString();
    return new Example(source, source, reversed ? drawn.reverse().toString() : source);
  }

  /** a to z, A to Z, then ideographs: always one code point a symbol. */
  private static int letter(int symbol) {
    if (symbol < LETTERS) {
      return 'a' + symbol;
    }
    return symbol < 2 * LETTERS ? 'A' + symbol - LETTERS : FIRST_IDEOGRAPH + symbol - 2 * LETTERS;
  }
}
