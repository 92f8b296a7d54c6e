package io.unroll.corpus.generated;

import io.unroll.config.AddingProblemSettings;
import io.unroll.config.CorpusSettings;
import io.unroll.config.Curriculum;
import io.unroll.corpus.example.Content;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.StableHash;
import io.unroll.corpus.files.Corpus;
import java.io.Serializable;
import java.util.SplittableRandom;

/** Generator of one example of a task from a source of randomness. */
public interface ExampleGenerator extends Serializable {

  /** An example that depends on {@code random} alone. */
  Example example(SplittableRandom random);

  /** Returns the kind of the inputs. */
  default Corpus.Side input() {
    return Corpus.Side.of(Content.Kind.TEXT);
  }

  /** Returns the kind of the targets. */
  default Corpus.Side target() {
    return Corpus.Side.of(Content.Kind.TEXT);
  }

  /** The example at an index, a pure function of the seed and the index. */
  default Example example(long seed, long index) {
    return example(new SplittableRandom(StableHash.mix(seed, index)));
  }

  /** The generator of a task. */
  static ExampleGenerator of(CorpusSettings.Generated settings) {
    if (settings instanceof CorpusSettings.Addition task) {
      return new AdditionGenerator(task.digits());
    }
    if (settings instanceof CorpusSettings.Copy task) {
      return new StringGenerator(task.minLength(), task.maxLength(), task.symbols(), false);
    }
    if (settings instanceof CorpusSettings.Reverse task) {
      return new StringGenerator(task.minLength(), task.maxLength(), task.symbols(), true);
    }
    if (settings instanceof CorpusSettings.LearningToExecute task) {
      return task.curriculum() == Curriculum.NONE
          ? new ProgramGenerator(task.length(), task.nesting())
          : new CurriculumGenerator(task);
    }
    if (settings instanceof AddingProblemSettings task) {
      return new AddingGenerator(task.length());
    }
    throw new IllegalArgumentException("no generator of " + settings);
  }
}
