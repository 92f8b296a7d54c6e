package io.unroll.evaluation.measure;

/**
 * Numbers that add up, each in its place.
 *
 * @param values as many as the figure that is computed of them needs
 */
public record Counts(double... values) implements Additive<Counts> {

  /** Nothing counted. */
  public static final Counts NONE = new Counts();

  @Override
  public Counts plus(Counts other) {
    if (values.length == 0 || other.values.length == 0) {
      return values.length == 0 ? other : this;
    }
    double[] sums = values.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.values[i];
    }
    return new Counts(sums);
  }
}
