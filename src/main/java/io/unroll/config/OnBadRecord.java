package io.unroll.config;

/** Treatment of a record that cannot be an example. */
public enum OnBadRecord {
  /** Stop before anything is written, naming the first few. */
  FAIL,
  /** Leave them out and count them by reason. */
  DROP
}
