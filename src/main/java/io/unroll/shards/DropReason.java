package io.unroll.shards;

/** Why an example, or a token of a language model, is in no batch's targets. */
enum DropReason {
  DUPLICATE("duplicate", "occur earlier already"),
  EMPTY_SOURCE("emptySource", "have an empty source"),
  SOURCE_TOO_LONG("sourceTooLong", "have a source longer than shards.maxLength"),
  TARGET_TOO_LONG("targetTooLong", "have a target and its end longer than shards.maxLength"),
  FIRST_TOKEN("firstToken", "follow no token");

  private final String label;
  private final String explanation;

  DropReason(String label, String explanation) {
    this.label = label;
    this.explanation = explanation;
  }

  /** The name used in the manifest. */
  String label() {
    return label;
  }

  /** The words used in errors, after a number of examples. */
  String explanation() {
    return explanation;
  }
}
