package io.unroll.config;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How parameters are learned.
 *
 * @param workers Spark tasks that train side by side
 * @param averageEvery batches each worker trains between two averagings
 * @param learningRateDecay factor applied to the learning rate after every epoch
 * @param clipNorm largest global L2 norm of a gradient; {@code off} in a settings file means empty
 * @param labelSmoothing share of a target's probability that is spread over the vocabulary
 * @param epochs passes over the training split
 * @param patience epochs without a better validation loss before training stops
 */
public record TrainingSettings(
    int workers,
    int averageEvery,
    Optimizer optimizer,
    double learningRate,
    double learningRateDecay,
    Optional<Double> clipNorm,
    double labelSmoothing,
    int epochs,
    int patience)
    implements Serializable {

  /** Inner optimiser of every worker. */
  public enum Optimizer {
    ADAM,
    RMSPROP,
    SGD
  }

  /**
   * Checks every count and factor.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public TrainingSettings {
    new Checks()
        .atLeast("workers", workers, 1)
        .atLeast("averageEvery", averageEvery, 1)
        .positive("learningRate", learningRate)
        .that(
            learningRateDecay > 0 && learningRateDecay <= 1,
            "learningRateDecay",
            "must be greater than 0 and at most 1, got " + learningRateDecay)
        .that(
            clipNorm.isEmpty() || (clipNorm.get() > 0 && Double.isFinite(clipNorm.get())),
            "clipNorm",
            "must be greater than 0, or off, got " + clipNorm.orElse(0.0))
        .that(
            labelSmoothing >= 0 && labelSmoothing < 1,
            "labelSmoothing",
            "must be at least 0 and less than 1, got " + labelSmoothing)
        .atLeast("epochs", epochs, 1)
        .atLeast("patience", patience, 1)
        .done();
  }

  private Object writeReplace() {
    return new Form(this, clipNorm.orElse(null));
  }

  /** What Java serialization writes instead: an {@code Optional} is not serializable. */
  private record Form(
      int workers,
      int averageEvery,
      Optimizer optimizer,
      double learningRate,
      double learningRateDecay,
      @Nullable Double clipNorm,
      double labelSmoothing,
      int epochs,
      int patience)
      implements Serializable {

    Form(TrainingSettings from, @Nullable Double clipNorm) {
      this(
          from.workers,
          from.averageEvery,
          from.optimizer,
          from.learningRate,
          from.learningRateDecay,
          clipNorm,
          from.labelSmoothing,
          from.epochs,
          from.patience);
    }

    private Object readResolve() {
      return new TrainingSettings(
          workers,
          averageEvery,
          optimizer,
          learningRate,
          learningRateDecay,
          Optional.ofNullable(clipNorm),
          labelSmoothing,
          epochs,
          patience);
    }
  }
}
