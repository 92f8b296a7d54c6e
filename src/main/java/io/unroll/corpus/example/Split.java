package io.unroll.corpus.example;

import java.util.Locale;

/** The three parts of a corpus. */
public enum Split {
  TRAIN,
  VALID,
  TEST;

  /** The name used in settings and folders: {@code train}, {@code valid}, {@code test}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
