package io.unroll.config;

/** Which examples must stay together when shares divide a source. */
public enum SplitBy {
  /** Only those that are the same on both sides. */
  EXAMPLE,
  /** All that have the same input, so that no test input was trained on. */
  SOURCE,
  /** All that have the same target. */
  TARGET
}
