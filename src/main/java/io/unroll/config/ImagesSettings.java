package io.unroll.config;

import io.unroll.config.Schema.Flat;
import io.unroll.config.Schema.Variant;
import java.util.Optional;

/**
 * {@code type = images}: grey pictures to their label.
 *
 * @param labels files of labels, one for each file of pictures; IDX only
 * @param as what the steps of a picture are
 */
@Variant("images")
public record ImagesSettings(@Flat ExampleFiles files, Paths labels, Steps as, Target target)
    implements CorpusSettings, CorpusSettings.FromExampleFiles {

  /** Content of one step of a picture. */
  public enum Steps {
    /** A row of pixels, from the top down. */
    ROWS,
    /** A column of pixels, from left to right. */
    COLUMNS,
    /** The whole picture, row by row: a single step. */
    VECTOR
  }

  /** Target of a picture. */
  public enum Target {
    /** The label. */
    LABEL,
    /** The label as a text, numbers in English words. */
    WORDS
  }

  /**
   * Checks that labels are given the way pictures are.
   *
   * @throws InvalidSettings if they are not
   */
  public ImagesSettings {
    Paths pictures = files.paths();
    boolean given =
        labels.path().isPresent()
            || labels.train().isPresent()
            || labels.valid().isPresent()
            || labels.test().isPresent();
    new Checks()
        .that(
            !given
                || (labels.path().isPresent() == pictures.path().isPresent()
                    && labels.train().isPresent() == pictures.train().isPresent()
                    && labels.valid().isPresent() == pictures.valid().isPresent()
                    && labels.test().isPresent() == pictures.test().isPresent()),
            "labels",
            "must give a file for each that corpus gives: path, or the same of train, valid and"
                + " test")
        .done();
  }

  @Override
  public boolean validFromTrain() {
    return true;
  }

  @Override
  public Shares shares() {
    return files.shares();
  }

  @Override
  public CorpusContents contents() {
    return CorpusContents.of(
        InputKind.NUMBERS,
        "pictures",
        switch (target) {
          case LABEL -> LearningTask.LABEL;
          case WORDS -> LearningTask.VECTOR_TO_TEXT;
        });
  }

  @Override
  public boolean hasSentences() {
    return false;
  }

  @Override
  public Optional<String> refusal(ModelSettings.Encoder encoder) {
    if (encoder != ModelSettings.Encoder.DENSE || as == Steps.VECTOR) {
      return Optional.empty();
    }
    return Optional.of(
        "must be convolutional or recurrent for pictures step by step, got dense, which reads"
            + " one vector; or take corpus.as = vector");
  }
}
