package io.unroll.evaluation;

import io.unroll.corpus.example.Content;
import io.unroll.evaluation.measure.Errors;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;

/**
 * Root mean square errors of simple forecasts, in the corpus's own units.
 *
 * <p>Inputs and targets are scaled each by numbers of its own: both are taken back to their units
 * before one stands for the other.
 */
record ForecastBaselines(SideCodec source, SideCodec target) implements Serializable {

  /** Of the training targets' mean. */
  double mean(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    return error(test, new Mean(means(train, target.summary().width())));
  }

  /** Of the input's last step; inputs must have the numbers of targets. */
  double lastValue(JavaRDD<SequenceBatch> test) {
    return error(test, new LastSteps(1));
  }

  /** Repeats the input's last steps, as many as are forecast: one season. */
  double lastSeason(JavaRDD<SequenceBatch> test) {
    return error(test, new LastSteps(test.first().targetSteps()));
  }

  private double[] means(JavaRDD<SequenceBatch> train, int width) {
    double[] sums =
        train.aggregate(
            new double[width + 1],
            (sum, batch) -> {
              for (int row = 0; row < batch.rows(); row++) {
                double[] values = target.unscaled(batch.target().row(row)).values();
                for (int i = 0; i < values.length; i++) {
                  sum[i % width] += values[i];
                }
                sum[width] += (double) values.length / width;
              }
              return sum;
            },
            (one, other) -> {
              for (int i = 0; i <= width; i++) {
                one[i] += other[i];
              }
              return one;
            });
    double[] means = new double[width];
    for (int i = 0; i < width; i++) {
      means[i] = sums[i] / sums[width];
    }
    return means;
  }

  /** Steps that follow an input. */
  private interface Forecast extends Serializable {
    double value(Content.Frames input, int step, int number);
  }

  private record Mean(double[] means) implements Forecast {
    @Override
    public double value(Content.Frames input, int step, int number) {
      return means[number];
    }
  }

  private record LastSteps(int count) implements Forecast {
    @Override
    public double value(Content.Frames input, int step, int number) {
      int repeated = Math.min(count, input.steps());
      int from = input.steps() - repeated + step % repeated;
      return input.values()[from * input.width() + number];
    }
  }

  private double error(JavaRDD<SequenceBatch> test, Forecast forecast) {
    return test.map(batch -> errors(batch, forecast)).reduce(Errors::plus).rootMeanSquare();
  }

  private Errors errors(SequenceBatch batch, Forecast forecast) {
    Errors errors = Errors.NONE;
    for (int row = 0; row < batch.rows(); row++) {
      Content.Frames input = source.unscaled(batch.input().row(row));
      Content.Frames reference = target.unscaled(batch.target().row(row));
      int width = reference.width();
      double[] values = new double[reference.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = forecast.value(input, i / width, i % width);
      }
      errors = errors.plus(Errors.of(reference, new Content.Frames(width, values)));
    }
    return errors;
  }
}
