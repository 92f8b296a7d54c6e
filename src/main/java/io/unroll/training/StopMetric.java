package io.unroll.training;

import io.unroll.config.StoppingSettings;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Metric that epochs are judged by, on the validation split.
 *
 * @param name in messages
 * @param measure the metric of a model, whose parameters come in DL4J's flat order; empty for loss
 *     and accuracy, which workers measure anyway
 */
public record StopMetric(
    String name, boolean higherIsBetter, Optional<ToDoubleFunction<float[]>> measure) {

  /** Mean cross-entropy of a token. */
  public static final StopMetric LOSS =
      new StopMetric(StoppingSettings.NATS, false, Optional.empty());

  /** Share of tokens predicted right with the right ones before them given. */
  public static final StopMetric ACCURACY =
      new StopMetric(StoppingSettings.ACCURACY, true, Optional.empty());

  /** Returns one of those that need no measuring, if the settings name one. */
  public static Optional<StopMetric> builtIn(StoppingSettings stopping) {
    return switch (stopping.metric()) {
      case StoppingSettings.NATS -> Optional.of(LOSS);
      case StoppingSettings.ACCURACY -> Optional.of(ACCURACY);
      default -> Optional.empty();
    };
  }

  /** Validation with this metric's value added, where it has to be measured. */
  EpochSummary.Valid measured(EpochSummary.Valid forced, Supplier<float[]> model) {
    return measure
        .map(metric -> forced.with(name, metric.applyAsDouble(model.get())))
        .orElse(forced);
  }

  /** Returns whether one epoch is better than another; a value that is no number is the worst. */
  boolean better(EpochSummary.Valid one, EpochSummary.Valid other) {
    double first = value(one);
    double second = value(other);
    if (Double.isNaN(first) || Double.isNaN(second)) {
      return !Double.isNaN(first);
    }
    return higherIsBetter ? first > second : first < second;
  }

  private double value(EpochSummary.Valid valid) {
    if (measure.isPresent()) {
      EpochSummary.Measured measured = valid.measured();
      return measured == null ? Double.NaN : measured.value();
    }
    return equals(ACCURACY) ? valid.accuracy() : valid.nats();
  }
}
