package io.unroll.evaluation;

import io.unroll.shards.EncodedSequence;
import io.unroll.shards.SequenceBatch;
import io.unroll.shards.SideCodec;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;

/** What models of vectors have to beat, computed from the same shards. */
final class FrameBaselines {

  private FrameBaselines() {}

  /**
   * How often each number was 1, after it was 0 and after it was 1 a step before.
   *
   * @param ones [2, W]: of the steps before whose number was 0, then 1
   * @param all [2, W]
   */
  private record Counts(double[][] ones, double[][] all) implements Serializable {
    static Counts none(int width) {
      return new Counts(new double[2][width], new double[2][width]);
    }

    Counts add(SequenceBatch batch) {
      for (int row = 0; row < batch.rows(); row++) {
        float[] before = batch.input().row(row).values();
        float[] now = batch.target().row(row).values();
        int width = ones[0].length;
        for (int i = 0; i < now.length; i++) {
          int state = before[i] > 0 ? 1 : 0;
          all[state][i % width]++;
          ones[state][i % width] += now[i] > 0 ? 1 : 0;
        }
      }
      return this;
    }

    Counts plus(Counts other) {
      for (int state = 0; state < 2; state++) {
        for (int i = 0; i < ones[state].length; i++) {
          ones[state][i] += other.ones[state][i];
          all[state][i] += other.all[state][i];
        }
      }
      return this;
    }

    /** Of a number at this place to be 1, whatever was before; add-one smoothed. */
    double probability(int place) {
      return (ones[0][place] + ones[1][place] + 1) / (all[0][place] + all[1][place] + 2);
    }

    double probability(int place, int before) {
      return (ones[before][place] + 1) / (all[before][place] + 2);
    }
  }

  private static Counts counts(JavaRDD<SequenceBatch> train) {
    int width = train.first().target().width();
    return train.aggregate(Counts.none(width), Counts::add, Counts::plus);
  }

  /** Mean loss in nats of a frame if each pitch sounds as often as in training. */
  static double unigramNats(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    Counts seen = counts(train);
    return nats(test, (place, before) -> seen.probability(place));
  }

  /** The same if it also depends on whether the pitch sounded in the frame before. */
  static double markovNats(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    return nats(test, counts(train)::probability);
  }

  private interface Probability extends Serializable {
    double of(int place, int before);
  }

  private static double nats(JavaRDD<SequenceBatch> test, Probability probability) {
    Counts found = counts(test);
    double nats = 0;
    for (int before = 0; before < 2; before++) {
      for (int place = 0; place < found.ones[before].length; place++) {
        double p = probability.of(place, before);
        double ones = found.ones[before][place];
        nats -= ones * Math.log(p) + (found.all[before][place] - ones) * Math.log(1 - p);
      }
    }
    double frames = 0;
    for (int before = 0; before < 2; before++) {
      frames += found.all[before][0];
    }
    return nats / frames;
  }

  /**
   * Root mean square errors of simple forecasts: the training targets' mean; where inputs have the
   * numbers of targets, their last step, and their last steps over again as one season.
   */
  static Map<String, Double> forecastErrors(
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
