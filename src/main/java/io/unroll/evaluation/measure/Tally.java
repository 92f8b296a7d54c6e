package io.unroll.evaluation.measure;

import java.util.List;

/**
 * Counts of one example, or of many, from which the metrics of a corpus are computed.
 *
 * @param <T> the tally's own type
 */
public interface Tally<T extends Tally<T>> extends Additive<T> {

  /**
   * Returns the metrics, headline first. One that is not defined by these counts is not a finite
   * number.
   *
   * @param split name of the split, for the signatures
   * @param version of this program, for the signatures
   */
  List<Measurement> measurements(String split, String version);
}
