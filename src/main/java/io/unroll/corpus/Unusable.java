package io.unroll.corpus;

/** A record that cannot be an example; the message says what must hold and what was found. */
final class Unusable extends Exception {
  private static final long serialVersionUID = 1L;

  private final DropReason reason;

  Unusable(DropReason reason, String found) {
    super(found);
    this.reason = reason;
  }

  DropReason reason() {
    return reason;
  }

  /** Returns the message. */
  String found() {
    return String.valueOf(getMessage());
  }
}
