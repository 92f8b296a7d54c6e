package io.unroll.shards;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Least, mean, most and deviation of the first {@value #MOST} numbers of a step.
 *
 * <p>Within a batch sums run in its order; over batches they are decimal and so exact: the same in
 * any order of adding batches.
 */
final class NumberTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Numbers looked at; a picture has hundreds. */
  static final int MOST = 32;

  /** Tally of one number. */
  private record Range(BigDecimal sum, BigDecimal squares, float least, float most)
      implements Serializable {
    Range plus(Range other) {
      return new Range(
          sum.add(other.sum),
          squares.add(other.squares),
          Math.min(least, other.least),
          Math.max(most, other.most));
    }
  }

  private final List<Range> ranges = new ArrayList<>();
  private long steps;

  void add(Sequences sequences) {
    long real = sequences.realSteps();
    if (sequences.width() == 0 || real == 0) {
      return;
    }
    List<Range> own = new ArrayList<>();
    for (int number = 0; number < Math.min(MOST, sequences.width()); number++) {
      own.add(range(sequences, number));
    }
    add(own, real);
  }

  NumberTally plus(NumberTally other) {
    add(other.ranges, other.steps);
    return this;
  }

  /** Returns one entry a number; empty where steps are ids. */
  List<DataReport.NumberData> numbers() {
    List<DataReport.NumberData> numbers = new ArrayList<>();
    for (int number = 0; number < ranges.size(); number++) {
      Range range = ranges.get(number);
      BigDecimal n = BigDecimal.valueOf(steps);
      // n * squares - sum * sum is exact, so that nothing cancels.
      BigDecimal spread = n.multiply(range.squares).subtract(range.sum.multiply(range.sum));
      double variance = spread.divide(n.multiply(n), MathContext.DECIMAL64).doubleValue();
      numbers.add(
          new DataReport.NumberData(
              number,
              range.least,
              range.sum.divide(n, MathContext.DECIMAL64).doubleValue(),
              range.most,
              Math.sqrt(Math.max(0, variance))));
    }
    return numbers;
  }

  private void add(List<Range> more, long moreSteps) {
    for (int number = 0; number < more.size(); number++) {
      if (number < ranges.size()) {
        ranges.set(number, ranges.get(number).plus(more.get(number)));
      } else {
        ranges.add(more.get(number));
      }
    }
    steps += moreSteps;
  }

  private static Range range(Sequences sequences, int number) {
    double sum = 0;
    double squares = 0;
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    int width = sequences.width();
    for (int row = 0; row < sequences.rows(); row++) {
      int from = row * sequences.steps();
      for (int step = from; step < from + sequences.lengths()[row]; step++) {
        // Scaling may have carried a huge number over; the largest float stands for it.
        float value =
            Math.max(
                -Float.MAX_VALUE,
                Math.min(Float.MAX_VALUE, sequences.values()[step * width + number]));
        sum += value;
        squares += (double) value * value;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    return new Range(new BigDecimal(sum), new BigDecimal(squares), least, most);
  }
}
