package io.unroll.averaging;

import io.unroll.config.OuterSettings;
import java.io.Serializable;

/**
 * Rule that moves the shared parameters by the workers' average: the optimiser around the
 * optimisers.
 *
 * <p>Works value by value, so that slices of the model can be moved on different executors.
 */
public interface OuterRule extends Serializable {

  /** Values of state that stand behind every parameter; they start at zero. */
  int stateArrays();

  /**
   * Returns one step.
   *
   * @param started the parameters the workers started from
   * @param mean the weighted average of those they ended with; same length
   * @param state {@code stateArrays()} arrays of that length, one after the other; changed
   * @return the parameters the next round starts from
   */
  float[] step(float[] started, double[] mean, float[] state);

  /** Returns the parameters that are judged and kept, by those the next round starts from. */
  default float[] model(float[] next, float[] state) {
    return next;
  }

  /** Returns the rule that goes on from the average itself. */
  static OuterRule average() {
    return new PlainAverage();
  }

  /** Returns the rule of these settings for so many workers. */
  static OuterRule of(OuterSettings settings, int workers) {
    return switch (settings.outer()) {
      case AVERAGE -> average();
      case BMUF ->
          new BlockMomentum(
              settings.outerRate().orElse(1.0),
              settings.outerMomentum().orElse(1 - 1.0 / workers),
              settings.outerLookAhead());
      case NESTEROV -> NesterovStep.of(settings.outerRate(), settings.outerMomentum(), workers);
    };
  }
}
