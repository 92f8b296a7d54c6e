package io.unroll.averaging;

/**
 * Times of the parts of a round.
 *
 * @param seconds wall-clock of the round, as the driver sees it
 * @param fitSeconds of the slowest worker
 * @param gatherSeconds of the slowest worker: fetch the slices of the model, put them together
 * @param reduceSeconds of the slowest slice: fetch the workers' pieces, average, apply the rule
 * @param bytesIn that each worker fetched, on average
 * @param bytesOut that were fetched of each worker, on average
 */
public record RoundCost(
    double seconds,
    double fitSeconds,
    double gatherSeconds,
    double reduceSeconds,
    long bytesIn,
    long bytesOut) {

  /** Returns the time in which not even the slowest worker trained. */
  public double otherSeconds() {
    return seconds - fitSeconds;
  }
}
