package io.unroll.config;

import io.unroll.config.AveragingSettings.Outer;
import java.io.Serializable;
import java.util.Optional;

/**
 * Rule that moves the shared parameters by the workers' average.
 *
 * @param outer what is made of the average
 * @param outerRate share of the workers' common step that is taken; empty for the rule's own
 * @param outerMomentum share of the last step that is taken again; empty for the rule's own
 * @param outerLookAhead whether block momentum starts the workers a momentum step ahead
 */
public record OuterSettings(
    Outer outer, Optional<Double> outerRate, Optional<Double> outerMomentum, boolean outerLookAhead)
    implements Serializable {

  /**
   * Checks both factors, and that no key is set that the rule would ignore.
   *
   * @throws InvalidSettings if any value is out of range
   */
  public OuterSettings {
    new Checks()
        .that(
            outerRate.isEmpty() || (outerRate.get() > 0 && Double.isFinite(outerRate.get())),
            "outerRate",
            "must be greater than 0, or off, got " + outerRate.orElse(0.0))
        .that(
            outerMomentum.isEmpty() || (outerMomentum.get() >= 0 && outerMomentum.get() < 1),
            "outerMomentum",
            "must be at least 0 and less than 1, or off, got " + outerMomentum.orElse(0.0))
        .that(
            outer != Outer.AVERAGE || outerRate.isEmpty(),
            "outerRate",
            "must be off for training.averaging.outer = average, got " + outerRate.orElse(0.0))
        .that(
            outer != Outer.AVERAGE || outerMomentum.isEmpty(),
            "outerMomentum",
            "must be off for training.averaging.outer = average, got " + outerMomentum.orElse(0.0))
        .that(
            outer == Outer.BMUF || !outerLookAhead,
            "outerLookAhead",
            "must be false for training.averaging.outer = %s, got true: it is a form of bmuf"
                .formatted(Schema.label(outer)))
        .done();
  }

  private Object writeReplace() {
    return SerializedRecord.of(this);
  }
}
