package io.unroll.corpus;

import io.unroll.config.CorpusSettings;
import java.io.Serializable;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes one example of a task from a source of randomness. */
interface ExampleGenerator extends Serializable {

  /** An example that depends on {@code random} alone. */
  Example example(SplittableRandom random);

  /** The example at an index, a pure function of the seed and the index. */
  default Example example(long seed, long index) {
    return example(new SplittableRandom(StableHash.mix(seed, index)));
  }

  /** The generator of a task; empty if the corpus is read, not generated. */
  static Optional<ExampleGenerator> of(CorpusSettings settings) {
    if (settings instanceof CorpusSettings.Addition task) {
      return Optional.of(new AdditionGenerator(task.digits()));
    }
    if (settings instanceof CorpusSettings.Copy task) {
      return Optional.of(
          new StringGenerator(task.minLength(), task.maxLength(), task.symbols(), false));
    }
    if (settings instanceof CorpusSettings.Reverse task) {
      return Optional.of(
          new StringGenerator(task.minLength(), task.maxLength(), task.symbols(), true));
    }
    if (settings instanceof CorpusSettings.LearningToExecute task) {
      return Optional.of(new ProgramGenerator(task.length(), task.nesting()));
    }
    return Optional.empty();
  }
}
