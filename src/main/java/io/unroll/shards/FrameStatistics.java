package io.unroll.shards;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.example.Content;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Mean and standard deviation of each number of a side's vectors.
 *
 * <p>Two passes: the second takes differences from the mean of the first, so that a large level
 * with small changes does not cancel. Sums over examples are decimal and so exact: they are the
 * same in whatever order partitions are added.
 *
 * @param width numbers of a step; 0 without contents
 */
record FrameStatistics(int width, JavaRDD<Content> contents) {
  /** Share of the level below which double precision tells no change from noise. */
  private static final double NOISE = 1e-12;

  /** Sums of differences from some origin, and of their squares, [width]. */
  private record Sums(long steps, BigDecimal[] first, BigDecimal[] second) implements Serializable {

    static Sums of(Content.Frames frames, double[] origin) {
      double[] first = new double[origin.length];
      double[] second = new double[origin.length];
      for (int i = 0; i < frames.values().length; i++) {
        int number = i % origin.length;
        double difference = frames.values()[i] - origin[number];
        first[number] += difference;
        second[number] += difference * difference;
      }
      return new Sums(frames.steps(), exact(first), exact(second));
    }

    private static BigDecimal[] exact(double[] values) {
      return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
    }

    Sums plus(Sums other) {
      return new Sums(steps + other.steps, plus(first, other.first), plus(second, other.second));
    }

    private static BigDecimal[] plus(BigDecimal[] left, BigDecimal[] right) {
      BigDecimal[] sum = new BigDecimal[left.length];
      for (int i = 0; i < sum.length; i++) {
        sum[i] = left[i].add(right[i]);
      }
      return sum;
    }

    double mean(int number) {
      return first[number].doubleValue() / steps;
    }

    double deviation(int number) {
      double square = second[number].doubleValue() / steps - mean(number) * mean(number);
      return Math.sqrt(Math.max(0, square));
    }
  }

  /**
   * Returns the statistics of all steps of all contents; no numbers at all without contents.
   *
   * @throws InvalidInput if steps differ in their number of numbers
   */
  static FrameStatistics of(JavaRDD<Content> contents) {
    List<Integer> widths =
        new ArrayList<>(contents.map(content -> frames(content).width()).distinct().collect());
    if (widths.size() > 1) {
      widths.sort(null);
      throw new InvalidInput(
          "corpus: every step must have the same number of values, but the training split has steps"
              + " of "
              + widths);
    }
    return new FrameStatistics(widths.isEmpty() ? 0 : widths.get(0), contents);
  }

  /** Returns the codec that standardises by these statistics, or leaves numbers as they are. */
  FrameSide side(boolean standardised) {
    double[] mean = new double[width];
    double[] deviation = new double[width];
    Arrays.fill(deviation, 1);
    if (standardised && width > 0) {
      Sums rough = sums(mean);
      for (int number = 0; number < width; number++) {
        mean[number] = rough.mean(number);
      }
      Sums fine = sums(mean);
      for (int number = 0; number < width; number++) {
        mean[number] += fine.mean(number);
        // A number that never varies stays 0 instead of becoming noise.
        boolean varies = fine.deviation(number) > NOISE * Math.abs(mean[number]);
        deviation[number] = varies ? fine.deviation(number) : 1;
      }
    }
    return new FrameSide(mean, deviation);
  }

  private Sums sums(double[] origin) {
    double[] fixed = origin.clone();
    return contents.map(content -> Sums.of(frames(content), fixed)).reduce(Sums::plus);
  }

  private static Content.Frames frames(Content content) {
    return (Content.Frames) content;
  }
}
