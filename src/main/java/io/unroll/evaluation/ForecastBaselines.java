package io.unroll.evaluation;

import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/** What forecasters have to beat, computed from the same shards. */
final class ForecastBaselines {

  private ForecastBaselines() {}

  /**
   * Root mean square errors of simple forecasts: the training targets' mean; where inputs have the
   * numbers of targets, their last step, and their last steps over again as one season.
   */
  static Map<String, Double> errors(
      JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test, SideCodec target) {
    Map<String, Double> errors = new LinkedHashMap<>();
    SequenceBatch first = train.first();
    int width = first.target().width();
    errors.put("mean", error(test, target, new Mean(means(train, width))));
    if (first.input().width() == width) {
      errors.put("lastValue", error(test, target, new LastSteps(1)));
      errors.put("lastSeason", error(test, target, new LastSteps(first.targetSteps())));
    }
    return errors;
  }

  private static double[] means(JavaRDD<SequenceBatch> train, int width) {
    double[] sums =
        train.aggregate(
            new double[width + 1],
            (sum, batch) -> {
              for (int row = 0; row < batch.rows(); row++) {
                float[] values = batch.target().row(row).values();
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
    double value(EncodedSequence input, int step, int number);
  }

  private record Mean(double[] means) implements Forecast {
    @Override
    public double value(EncodedSequence input, int step, int number) {
      return means[number];
    }
  }

  private record LastSteps(int count) implements Forecast {
    @Override
    public double value(EncodedSequence input, int step, int number) {
      int repeated = Math.min(count, input.steps());
      int from = input.steps() - repeated + step % repeated;
      return input.values()[from * input.width() + number];
    }
  }

  private static double error(JavaRDD<SequenceBatch> test, SideCodec target, Forecast forecast) {
    return test.map(
            batch -> {
              Errors errors = Errors.NONE;
              for (int row = 0; row < batch.rows(); row++) {
                EncodedSequence input = batch.input().row(row);
                EncodedSequence reference = batch.target().row(row);
                float[] values = new float[reference.values().length];
                for (int i = 0; i < values.length; i++) {
                  int width = reference.width();
                  values[i] = (float) forecast.value(input, i / width, i % width);
                }
                EncodedSequence answer = EncodedSequence.ofVectors(reference.width(), values);
                errors =
                    errors.plus(Errors.of(target.unscaled(reference), target.unscaled(answer)));
              }
              return errors;
            })
        .reduce(Errors::plus)
        .rootMeanSquare();
  }
}
