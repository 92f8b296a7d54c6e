package io.unroll.config;

/** Treatment of bytes that are not UTF-8. */
public enum OnMalformed {
  /** Stop before anything is written, naming file and offset. */
  FAIL,
  /** Put U+FFFD in their place and count the lines. */
  REPLACE,
  /** Leave the whole line out and count it. */
  DROP
}
