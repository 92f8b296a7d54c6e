package io.unroll.averaging;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One worker's share of a slice, on its way to be reduced.
 *
 * @param weight of the worker in the average
 * @param luggage what the worker itself goes on with; travels with the slice of its own number
 */
record Piece(int worker, long weight, ModelState model, @Nullable Luggage luggage)
    implements Serializable {

  /** Part of a piece that is not averaged. */
  record Luggage(WorkerState own, WorkerReport report, WorkerCost cost) implements Serializable {}
}
