package io.unroll.corpus.generated;

import io.unroll.config.CorpusSettings;
import io.unroll.config.Curriculum;
import io.unroll.corpus.example.Example;
import io.unroll.corpus.example.Split;
import io.unroll.corpus.example.SplitRule;
import io.unroll.corpus.example.StableHash;
import java.util.SplittableRandom;

/**
 * Programs whose difficulty follows a curriculum in training, and is the full one elsewhere.
 *
 * <p>Zaremba and Sutskever (2014), "Learning to Execute", section 4, arXiv 1410.4615. There a naive
 * curriculum goes on when learning stalls; here the examples in order are shared out evenly among
 * the stages, which are (length, nesting) = (1, 1), (2, 1), ..., (1, 2), (2, 2) and so on.
 */
record CurriculumGenerator(CorpusSettings.LearningToExecute task) implements ExampleGenerator {

  @Override
  public Example example(SplittableRandom random) {
    return example(random, task.length() * task.nesting() - 1);
  }

  @Override
  public Example example(long seed, long index) {
    int stage = (int) (index * task.length() * task.nesting() / task.examples());
    return example(new SplittableRandom(StableHash.mix(seed, index)), stage);
  }

  // Whether an example is trained on is decided by the full difficulty, so that the share of each
  // split is the one that was set; easier ones are drawn until one is new to training as well.
  private Example example(SplittableRandom random, int stage) {
    SplitRule rule = new SplitRule(task.shares());
    Example full = new ProgramGenerator(task.length(), task.nesting()).example(random);
    if (rule.split(full.group()) != Split.TRAIN) {
      return full;
    }
    boolean staged =
        task.curriculum() == Curriculum.NAIVE
            || (task.curriculum() == Curriculum.COMBINED && random.nextBoolean());
    int length = staged ? stage % task.length() + 1 : random.nextInt(task.length()) + 1;
    int nesting = staged ? stage / task.length() + 1 : random.nextInt(task.nesting()) + 1;
    ProgramGenerator easier = new ProgramGenerator(length, nesting);
    Example drawn = easier.example(random);
    while (rule.split(drawn.group()) != Split.TRAIN) {
      drawn = easier.example(random);
    }
    return task.ordered() ? drawn.atStage(stage) : drawn;
  }
}
