package io.unroll.config;

import java.io.Serializable;
import java.util.Optional;

/**
 * Files to read: one {@code path} that is divided into splits, or all of {@code train}, {@code
 * valid} and {@code test}. Each is a file, a folder or a glob on any Hadoop file system.
 */
public record Paths(
    Optional<String> path, Optional<String> train, Optional<String> valid, Optional<String> test)
    implements Serializable {

  private static final String BLANK = "must name a file, a folder or a glob, got nothing";

  /**
   * Checks that no path is blank; {@link Settings} checks which of them are given.
   *
   * @throws InvalidSettings if any path is blank
   */
  public Paths {
    new Checks()
        .that(!path.map(String::isBlank).orElse(false), "path", BLANK)
        .that(!train.map(String::isBlank).orElse(false), "train", BLANK)
        .that(!valid.map(String::isBlank).orElse(false), "valid", BLANK)
        .that(!test.map(String::isBlank).orElse(false), "test", BLANK)
        .done();
  }

  /** Returns one path that shares divide. */
  public static Paths whole(String path) {
    return new Paths(Optional.of(path), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns a path for each split. */
  public static Paths splits(String train, String valid, String test) {
    return new Paths(Optional.empty(), Optional.of(train), Optional.of(valid), Optional.of(test));
  }

  /**
   * Checks what {@link Settings} requires before anything is read.
   *
   * @param validFromTrain whether valid may be missing if train and test are given
   */
  void check(Checks checks, boolean validFromTrain) {
    boolean anySplit = train.isPresent() || valid.isPresent() || test.isPresent();
    boolean allSplits =
        train.isPresent() && (valid.isPresent() || validFromTrain) && test.isPresent();
    checks
        .that(
            path.isPresent() || anySplit,
            "corpus.path",
            "is missing: name what to read, as in --set corpus.path=FILE (or give corpus.train,"
                + " corpus.valid and corpus.test)")
        .that(
            path.isEmpty() || !anySplit,
            "corpus.path",
            "must not be given together with corpus.train, corpus.valid or corpus.test; either one"
                + " source is divided into splits or all three are given")
        .that(
            path.isPresent() || !anySplit || allSplits,
            "corpus",
            "must give all of train, valid and test%s, or only path, got%s"
                .formatted(validFromTrain ? " (valid may be left out)" : "", given()));
  }

  private String given() {
    return train.map(path -> " train").orElse("")
        + valid.map(path -> " valid").orElse("")
        + test.map(path -> " test").orElse("");
  }

  private Object writeReplace() {
    return SerializedRecord.of(this);
  }
}
