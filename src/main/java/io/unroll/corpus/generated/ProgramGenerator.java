package io.unroll.corpus.generated;

import io.unroll.corpus.example.Example;
import java.util.SplittableRandom;

/**
 * Small Python programs with what they print, closed by a full stop.
 *
 * <p>Zaremba and Sutskever (2014), "Learning to Execute", section 3, arXiv 1410.4615.
 *
 * @param length digits of the integers: operands come from [1, 10^length], factors and loop counts
 *     from [1, 4 length]
 * @param nesting operations combined in a program
 */
record ProgramGenerator(int length, int nesting) implements ExampleGenerator {

  @Override
  public Example example(SplittableRandom random) {
    ProgramWriter writer = new ProgramWriter(length, random);
    long printed = writer.write(nesting);
    String program = writer.program();
    return Example.pair(program, program, printed + ".");
  }
}
