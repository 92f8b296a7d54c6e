package io.unroll.config;

/**
 * Task of a model: what examples hold, and what a model answers. A corpus gives examples of one or
 * more; a model type learns one.
 */
public enum LearningTask {
  /** Nothing: no network is trained. */
  NOTHING("token"),
  /** The next token of a running text. */
  NEXT_TOKEN("token"),
  /** A text to a text. */
  TEXT_TO_TEXT("token"),
  /** A vector, a set of attributes, a picture or a series to a text. */
  VECTOR_TO_TEXT("token"),
  /** A sequence to one label. */
  LABEL("example"),
  /** A sequence to a label for each step. */
  STEP_LABELS("label"),
  /** Sets of pitches to the set of the next step. */
  FRAMES("frame"),
  /** A series to the numbers that follow it. */
  NUMBERS("example");

  private final String unit;

  LearningTask(String unit) {
    this.unit = unit;
  }

  /** Returns what a step of a target is, for the reader: token, label, frame or example. */
  public String unit() {
    return unit;
  }

  /** Returns whether answers are labels of a fixed set. */
  public boolean answersLabels() {
    return this == LABEL || this == STEP_LABELS;
  }

  /** Returns whether answers are numbers, not one of several tokens or labels. */
  public boolean answersNumbers() {
    return this == FRAMES || this == NUMBERS;
  }

  /** Returns whether every step of an input is answered. */
  public boolean answersSteps() {
    return this == STEP_LABELS || this == FRAMES;
  }
}
