package io.unroll.averaging;

import java.io.Serializable;

/**
 * A worker's part of a round: a function of its arguments and of nothing else, so that a task that
 * runs again elsewhere returns the same bytes.
 *
 * @param <D> what a worker trains on
 */
public interface LocalTraining<D> extends Serializable {

  /**
   * @param worker index
   * @param start what all workers start from; the caller's to change
   * @param own what this worker kept of the last round
   */
  WorkerResult train(int worker, D data, ModelState start, WorkerState own);
}
