package io.unroll.config;

import java.util.List;

/**
 * Contents of a corpus, as its settings say before anything is read.
 *
 * @param input what its inputs are
 * @param examples what its examples are, for the reader of an error
 * @param tasks what can be learned from it
 */
public record CorpusContents(InputKind input, String examples, List<LearningTask> tasks) {

  static CorpusContents of(InputKind input, String examples, LearningTask... tasks) {
    return new CorpusContents(input, examples, List.of(tasks));
  }

  /** Returns the contents of a corpus of two texts an example. */
  static CorpusContents pairsOfTexts() {
    return of(InputKind.TEXT, "pairs of source and target", LearningTask.TEXT_TO_TEXT);
  }
}
