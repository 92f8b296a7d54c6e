package io.unroll.shards;

import io.unroll.corpus.example.DropReason;

/** Content that the training split has not prepared its side for. */
public final class Unencodable extends Exception {
  private static final long serialVersionUID = 1L;

  private final DropReason reason;

  Unencodable(DropReason reason, String found) {
    super(found);
    this.reason = reason;
  }

  /** Returns the reason under which the example is counted if it is dropped. */
  public DropReason reason() {
    return reason;
  }
}
