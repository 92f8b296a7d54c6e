package io.unroll.corpus.example;

/** A record that cannot be an example; the message says what must hold and what was found. */
public final class Unusable extends Exception {
  private static final long serialVersionUID = 1L;

  private final DropReason reason;

  public Unusable(DropReason reason, String found) {
    super(found);
    this.reason = reason;
  }

  public DropReason reason() {
    return reason;
  }

  /** Returns the message. */
  public String found() {
    return String.valueOf(getMessage());
  }
}
