package io.unroll.corpus.example;

/** Reason why an example, or a token of a language model, is in no batch's targets. */
public enum DropReason {
  DUPLICATE("duplicate", false, "occur earlier already"),
  EMPTY_SOURCE("emptySource", false, "have an empty source"),
  SOURCE_TOO_LONG("sourceTooLong", false, "have a source longer than shards.maxLength"),
  TARGET_TOO_LONG("targetTooLong", false, "have a target and its end longer than shards.maxLength"),
  EMPTY_LINE("emptyLine", false, "are empty lines"),
  EMPTY_TARGET("emptyTarget", false, "have an empty target"),
  FIRST_TOKEN("firstToken", false, "follow no token"),
  SHORT_STRETCH(
      "shortStretch",
      false,
      "are stretches between gaps in time, too short for corpus.window and corpus.horizon"),
  MALFORMED_TEXT("malformedText", true, "are not UTF-8"),
  LINE_TOO_LONG("lineTooLong", true, "stand in a line longer than corpus.maxLineBytes"),
  MISSING_COLUMN("missingColumn", true, "lack a column"),
  UNREADABLE("unreadable", true, "cannot be parsed"),
  UNREADABLE_FILE("unreadableFile", true, "are files that cannot be read to their end"),
  UNALIGNED("unaligned", true, "have no counterpart in the other file"),
  NOT_FINITE("notFinite", true, "hold a number that is missing or not finite"),
  OUT_OF_ORDER("outOfOrder", true, "are earlier than the row before them"),
  DUPLICATE_TIME("duplicateTime", true, "have the time of an earlier row"),
  UNSEEN_LABEL("unseenLabel", true, "have a label that the training split does not have");

  private final String label;
  private final boolean bad;
  private final String explanation;

  DropReason(String label, boolean bad, String explanation) {
    this.label = label;
    this.bad = bad;
    this.explanation = explanation;
  }

  /** The name used in the manifest and the data report. */
  public String label() {
    return label;
  }

  /**
   * Returns whether the source is at fault, so that {@code corpus.onBadRecord} decides what
   * happens.
   */
  public boolean isBad() {
    return bad;
  }

  /** The words used in errors, after a number of examples. */
  public String explanation() {
    return explanation;
  }
}
