package io.unroll.shards;

import io.unroll.config.InvalidInput;
import io.unroll.corpus.Content;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * Mean and standard deviation of each number of a side's vectors.
 *
 * <p>Sums over examples are decimal and so exact: they are the same in whatever order partitions
 * are added.
 */
record FrameStatistics(long steps, BigDecimal[] sums, BigDecimal[] squares)
    implements Serializable {

  /**
   * The statistics of all steps of all contents; no numbers at all without contents.
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
    if (widths.isEmpty()) {
      return new FrameStatistics(0, new BigDecimal[0], new BigDecimal[0]);
    }
    return contents.map(content -> of(frames(content))).reduce(FrameStatistics::plus);
  }

  /** The codec that standardises by these statistics, or leaves numbers as they are. */
  FrameSide side(boolean standardised) {
    double[] mean = new double[sums.length];
    double[] deviation = new double[sums.length];
    Arrays.fill(deviation, 1);
    for (int number = 0; number < sums.length && standardised; number++) {
      mean[number] = sums[number].doubleValue() / steps;
      double variance = squares[number].doubleValue() / steps - mean[number] * mean[number];
      // A number that never varies stays 0 instead of becoming noise.
      double least = 1e-12 * Math.max(1, mean[number] * mean[number]);
      deviation[number] = variance > least ? Math.sqrt(variance) : 1;
    }
    return new FrameSide(mean, deviation);
  }

  private static Content.Frames frames(Content content) {
    return (Content.Frames) content;
  }

  private static FrameStatistics of(Content.Frames frames) {
    int width = frames.width();
    double[] sums = new double[width];
    double[] squares = new double[width];
    for (int i = 0; i < frames.values().length; i++) {
      double value = frames.values()[i];
      sums[i % width] += value;
      squares[i % width] += value * value;
    }
    return new FrameStatistics(frames.steps(), exact(sums), exact(squares));
  }

  private static BigDecimal[] exact(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).toArray(BigDecimal[]::new);
  }

  private FrameStatistics plus(FrameStatistics other) {
    return new FrameStatistics(
        steps + other.steps, plus(sums, other.sums), plus(squares, other.squares));
  }

  private static BigDecimal[] plus(BigDecimal[] left, BigDecimal[] right) {
    BigDecimal[] sum = new BigDecimal[left.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = left[i].add(right[i]);
    }
    return sum;
  }
}
