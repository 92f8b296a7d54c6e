package io.unroll.report;

import java.util.Map;

/**
 * One averaging round, or several in a row taken together.
 *
 * @param number of the last one, counted from 1 over all epochs
 * @param tokens target tokens trained on up to its end
 * @param elapsed seconds of training up to its end
 * @param nats mean training loss, per target token
 * @param gradientNorm largest norm of a gradient before clipping
 * @param phases mean seconds of a round by what they went into
 */
public record Round(
    int number,
    long tokens,
    double elapsed,
    double nats,
    double gradientNorm,
    Map<String, Double> phases) {

  /** Copies the phases. */
  public Round {
    phases = Ordered.copyOf(phases);
  }
}
