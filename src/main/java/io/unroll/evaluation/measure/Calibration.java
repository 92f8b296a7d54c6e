package io.unroll.evaluation.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Calibration of a network's probabilities: reliability bins of equal width, and the expected
 * calibration error (Guo et al. 2017, arXiv 1706.04599, eq. 3).
 *
 * @param sums for each bin the summed confidence, how many were right, and how many there were
 */
public record Calibration(Counts sums) implements Additive<Calibration> {
  /** Number of bins. */
  public static final int BINS = 15;

  private static final int PLACES = 3;

  /** Of nothing. */
  public static final Calibration NONE = new Calibration(Counts.NONE);

  /**
   * Answers whose confidence lies in one bin.
   *
   * @param from lower end, not in the bin but for the first
   * @param confidence mean probability they were given
   * @param right share that was right
   */
  public record Bin(double from, double to, double confidence, double right, long count) {}

  /** Of one answer. */
  public static Calibration of(double confidence, boolean right) {
    double[] sums = new double[BINS * PLACES];
    int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(confidence * BINS) - 1));
    sums[bin * PLACES] = confidence;
    sums[bin * PLACES + 1] = right ? 1 : 0;
    sums[bin * PLACES + 2] = 1;
    return new Calibration(new Counts(sums));
  }

  @Override
  public Calibration plus(Calibration other) {
    return new Calibration(sums.plus(other.sums));
  }

  /** Bins that hold an answer, lowest first. */
  public List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    double[] values = sums.values();
    for (int bin = 0; bin * PLACES < values.length; bin++) {
      double count = values[bin * PLACES + 2];
      if (count > 0) {
        bins.add(
            new Bin(
                (double) bin / BINS,
                (bin + 1.0) / BINS,
                values[bin * PLACES] / count,
                values[bin * PLACES + 1] / count,
                (long) count));
      }
    }
    return bins;
  }

  /** Returns the mean distance between confidence and accuracy, weighted by the bins' answers. */
  public double error() {
    double distance = 0;
    long all = 0;
    for (Bin bin : bins()) {
      distance += bin.count() * Math.abs(bin.confidence() - bin.right());
      all += bin.count();
    }
    return distance / all;
  }

  public Measurement measurement(String split, String version) {
    long all = bins().stream().mapToLong(Bin::count).sum();
    String signature =
        "split:%s|answers:%s|bins:%s|version:%s".formatted(split, all, BINS, version);
    return new Measurement("ece", error(), signature, false);
  }
}
