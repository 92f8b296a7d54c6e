package io.unroll.config;

/** In which difficulty training examples come: Zaremba and Sutskever (2014), section 4. */
public enum Curriculum {
  /** All of the full difficulty. */
  NONE,
  /** In stages: easy ones first, each stage a little harder. */
  NAIVE,
  /** Each of a difficulty drawn at random. */
  MIX,
  /** Each by the stage, or drawn at random, with equal odds. */
  COMBINED
}
