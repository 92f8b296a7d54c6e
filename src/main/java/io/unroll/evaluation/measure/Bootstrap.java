package io.unroll.evaluation.measure;

import io.unroll.corpus.example.StableHash;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Bootstrap of how much a corpus metric depends on the choice of the test set (Koehn 2004,
 * "Statistical significance tests for machine translation evaluation", W04-3250).
 *
 * <p>A resample draws as many examples as there are, with replacement, adds up their counts and
 * computes the metric of the sum. Resample i is drawn by seed and i alone: equal examples in equal
 * order give equal figures. Results are empty where the metric is not finite on the examples or on
 * any resample, as without examples: a percentile of the others would say too little.
 *
 * @param resamples number of resamples
 * @param confidence share of the resamples that lie within an interval, such as 0.95
 */
public record Bootstrap(int resamples, double confidence, long seed) {

  /** Refuses impossible settings. */
  public Bootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException("resamples must be at least 1, got " + resamples);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must lie between 0 and 1, got " + confidence);
    }
  }

  /**
   * A percentile interval.
   *
   * @param value the metric of the examples themselves
   * @param low as many resamples lie below as above {@code high}
   * @param signature of the resampling, in sacreBLEU's words
   */
  public record Interval(double value, double low, double high, String signature) {

    /** {@code NAMELow} and {@code NAMEHigh} of a metric. */
    public List<Measurement> measurements(Measurement metric) {
      String full = signature + "|" + metric.signature();
      boolean higherIsBetter = metric.higherIsBetter();
      return List.of(
          new Measurement(metric.name() + "Low", low, full, higherIsBetter),
          new Measurement(metric.name() + "High", high, full, higherIsBetter));
    }
  }

  /**
   * Two systems on the same examples.
   *
   * @param difference the second system's metric less the first's
   * @param pValue share of the resamples in which the system that is ahead on the examples is not
   *     ahead: one-sided, with one more in both counts, so never 0. Koehn calls a system better
   *     with 95 % significance where this is 0.05 or less
   */
  public record Comparison(Interval difference, double pValue) {

    /** {@code NAMEDifference}, its {@code Low} and {@code High}, and {@code NAMEPValue}. */
    public List<Measurement> measurements(Measurement metric) {
      String full = difference.signature + "|" + metric.signature();
      String name = metric.name() + "Difference";
      boolean higherIsBetter = metric.higherIsBetter();
      return List.of(
          new Measurement(name, difference.value, full, higherIsBetter),
          new Measurement(name + "Low", difference.low, full, higherIsBetter),
          new Measurement(name + "High", difference.high, full, higherIsBetter),
          new Measurement(metric.name() + "PValue", pValue, full, false));
    }
  }

  /**
   * Returns the interval of a metric.
   *
   * @param examples counts of each example
   * @param metric of their sum
   */
  public <T extends Additive<T>> Optional<Interval> interval(
      List<T> examples, ToDoubleFunction<T> metric) {
    ToDoubleFunction<int[]> figure = drawn -> metric(examples, drawn, metric);
    double value = figure.applyAsDouble(all(examples.size()));
    return interval(value, resampled(examples.size(), figure));
  }

  /**
   * Returns whether a second system differs from a first, both measured on the same resamples.
   *
   * @param first counts of each example by the first system
   * @param second counts of the same examples in the same order by the second
   * @param metric of their sum; whether more of it is better does not matter
   * @throws IllegalArgumentException if there are not equally many examples
   */
  public <T extends Additive<T>> Optional<Comparison> compare(
      List<T> first, List<T> second, ToDoubleFunction<T> metric) {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException(
          "two systems must be compared on the same examples, got %s and %s of them"
              .formatted(first.size(), second.size()));
    }
    ToDoubleFunction<int[]> figure =
        drawn -> metric(second, drawn, metric) - metric(first, drawn, metric);
    double value = figure.applyAsDouble(all(first.size()));
    double[] differences = resampled(first.size(), figure);
    return interval(value, differences)
        .map(interval -> new Comparison(interval, pValue(value, differences)));
  }

  private static <T extends Additive<T>> double metric(
      List<T> examples, int[] drawn, ToDoubleFunction<T> metric) {
    return Additive.sum(Arrays.stream(drawn).mapToObj(examples::get).toList())
        .map(metric::applyAsDouble)
        .orElse(Double.NaN);
  }

  private static int[] all(int examples) {
    return IntStream.range(0, examples).toArray();
  }

  private double[] resampled(int examples, ToDoubleFunction<int[]> figure) {
    return IntStream.range(0, examples == 0 ? 0 : resamples)
        .mapToObj(
            resample ->
                new SplittableRandom(StableHash.mix(seed, resample))
                    .ints(examples, 0, examples)
                    .toArray())
        .mapToDouble(figure)
        .toArray();
  }

  private Optional<Interval> interval(double value, double[] resampled) {
    if (!Double.isFinite(value) || !Arrays.stream(resampled).allMatch(Double::isFinite)) {
      return Optional.empty();
    }
    double[] sorted = Arrays.stream(resampled).sorted().toArray();
    // 1 - 0.9 is a little less than 0.1, and 49 of 1000 resamples are not 50.
    int outside = (int) Math.floor(resamples * (1 - confidence) / 2 + 1e-9);
    int low = Math.min(outside, (resamples - 1) / 2);
    return Optional.of(new Interval(value, sorted[low], sorted[resamples - 1 - low], signature()));
  }

  private double pValue(double value, double[] differences) {
    double ahead = Math.signum(value);
    long others = Arrays.stream(differences).filter(each -> each * ahead <= 0).count();
    return (others + 1.0) / (resamples + 1.0);
  }

  private String signature() {
    return "bs:" + resamples + "|seed:" + seed + "|confidence:" + confidence;
  }
}
