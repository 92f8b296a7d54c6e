package io.unroll.corpus.generated;

import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Fingerprint;
import io.unroll.corpus.files.Corpus;
import java.util.SplittableRandom;

/**
 * The adding problem: random numbers from 0 to 1, one of each half marked, and the sum of the two.
 *
 * <p>Hochreiter and Schmidhuber (1997), "Long Short-Term Memory", section 5.4, in the form with
 * numbers from 0 to 1 and fixed length of Le et al. (2015), arXiv 1504.00941, section 4.1. Always
 * to answer 1 has a mean squared error of 1/6.
 *
 * @param length steps, each a number and its mark
 */
record AddingGenerator(int length) implements ExampleGenerator {
  private static final int NUMBERS = 1 << 24;

  @Override
  public Example example(SplittableRandom random) {
    double[] values = new double[2 * length];
    for (int step = 0; step < length; step++) {
      values[2 * step] = random.nextInt(NUMBERS) / (float) NUMBERS;
    }
    int first = random.nextInt(length / 2);
    int second = random.nextInt(length / 2, length);
    values[2 * first + 1] = 1;
    values[2 * second + 1] = 1;
    Content.Frames input = new Content.Frames(2, values);
    String key = Fingerprint.of(input).hex();
    double sum = values[2 * first] + values[2 * second];
    return new Example(key, key, input, new Content.Frames(1, new double[] {sum}));
  }

  @Override
  public Corpus.Side input() {
    return Corpus.Side.of(Content.Kind.FRAMES);
  }

  @Override
  public Corpus.Side target() {
    return Corpus.Side.of(Content.Kind.FRAMES);
  }
}
