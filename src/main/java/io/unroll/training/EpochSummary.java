package io.unroll.training;

import io.unroll.averaging.LayerNorms;
import io.unroll.network.Scores;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the training split.
 *
 * @param epoch from 1
 * @param trainNats mean loss of a training token while training, in nats
 * @param valid the validation split afterwards
 * @param tokens target tokens trained on
 * @param seconds wall-clock, validation included, time before a resumption left out
 * @param learningRate of the epoch's first step
 * @param skippedSteps steps left out because the gradient was not finite
 * @param workerNats mean training loss of each worker
 * @param layers norms by layer, mean over the last steps of all rounds
 */
public record EpochSummary(
    int epoch,
    double trainNats,
    Valid valid,
    long tokens,
    double seconds,
    double learningRate,
    int skippedSteps,
    double largestGradientNorm,
    List<Double> workerNats,
    SortedMap<String, LayerNorms> layers)
    implements Serializable {

  /**
   * A model on the validation split.
   *
   * @param nats mean loss of a token, in nats
   * @param accuracy share of tokens predicted right
   * @param measured the metric that epochs are judged by, where it is neither of these
   */
  public record Valid(double nats, double accuracy, @Nullable Measured measured)
      implements Serializable {

    static Valid of(Scores scores) {
      return new Valid(scores.natsPerToken(), scores.accuracy(), null);
    }

    Valid with(String name, double value) {
      return new Valid(nats, accuracy, new Measured(name, value));
    }
  }

  /** A metric by its name in the report. */
  public record Measured(String name, double value) implements Serializable {}

  /** Returns the mean loss of a validation token afterwards, in nats. */
  public double validNats() {
    return valid.nats();
  }
}
