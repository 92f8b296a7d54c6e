package io.unroll.config;

import java.io.Serializable;
import java.util.Optional;

/** Where examples come from; one record per {@code corpus.type}. */
public sealed interface CorpusSettings extends Serializable {

  /** Share of the examples (or of the text's tokens, in reading order) each split receives. */
  Shares shares();

  /**
   * {@code type = text}: plain text files. Either one {@code path} that is cut by {@code shares},
   * or given {@code train}, {@code valid} and {@code test} paths. Globs, .gz and Hadoop URIs are
   * fine.
   */
  record Text(
      Optional<String> path,
      Optional<String> train,
      Optional<String> valid,
      Optional<String> test,
      Shares shares)
      implements CorpusSettings {}

  /** {@code type = addition}: {@code 12+345=} to {@code 357}; operands of 1 to {@code digits}. */
  record Addition(int digits, int examples, Shares shares) implements CorpusSettings {}

  /** {@code type = copy}: a random string to itself. */
  record Copy(int minLength, int maxLength, int symbols, int examples, Shares shares)
      implements CorpusSettings {}

  /** {@code type = reverse}: a random string to its reversal. */
  record Reverse(int minLength, int maxLength, int symbols, int examples, Shares shares)
      implements CorpusSettings {}

  /** {@code type = learning-to-execute}: a small program to what it prints. */
  record LearningToExecute(int length, int nesting, int examples, Shares shares)
      implements CorpusSettings {}

  /** Shares of train, valid and test; they sum to one. */
  record Shares(double train, double valid, double test) implements Serializable {}
}
