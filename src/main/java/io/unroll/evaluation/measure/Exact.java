package io.unroll.evaluation.measure;

/** Number of answers that were right as a whole. */
public record Exact(long right, long examples) implements Additive<Exact> {
  public static final Exact NONE = new Exact(0, 0);

  public static Exact of(boolean right) {
    return new Exact(right ? 1 : 0, 1);
  }

  @Override
  public Exact plus(Exact other) {
    return new Exact(right + other.right, examples + other.examples);
  }

  public double share() {
    return (double) right / examples;
  }
}
