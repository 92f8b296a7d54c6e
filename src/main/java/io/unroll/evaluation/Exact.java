package io.unroll.evaluation;

/** How many answers were right as a whole. */
record Exact(long right, long examples) implements Additive<Exact> {
  static final Exact NONE = new Exact(0, 0);

  static Exact of(boolean right) {
    return new Exact(right ? 1 : 0, 1);
  }

  @Override
  public Exact plus(Exact other) {
    return new Exact(right + other.right, examples + other.examples);
  }

  double share() {
    return (double) right / examples;
  }
}
