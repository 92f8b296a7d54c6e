package io.unroll.evaluation;

import io.unroll.shards.SequenceBatch;
import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;

/** Baselines for models of frames, computed from the same shards. */
final class FrameBaselines {

  private FrameBaselines() {}

  /**
   * Counts of how often each number was 1, after it was 0 and after it was 1 a step before.
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
          if (now[i] > 0) {
            ones[state][i % width]++;
          }
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

    /**
     * Returns the probability that a number at this place is 1, regardless of the step before;
     * add-one smoothed.
     */
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

  /** Returns the mean loss in nats of a frame if each pitch sounds as often as in training. */
  static double unigramNats(JavaRDD<SequenceBatch> train, JavaRDD<SequenceBatch> test) {
    Counts seen = counts(train);
    return nats(test, (place, before) -> seen.probability(place));
  }

  /** Returns the loss if each pitch also depends on whether it sounded in the frame before. */
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
}
