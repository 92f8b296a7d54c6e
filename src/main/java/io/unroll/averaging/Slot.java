package io.unroll.averaging;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A slice of the shared model between two rounds, and what the worker of the same number keeps.
 *
 * @param outerState the outer rule's, {@code stateArrays()} arrays as long as the parameters
 * @param own nothing for slices beyond the workers
 * @param report of the round that made this; nothing before the first
 */
public record Slot(
    int slice,
    FloatBlock parameters,
    FloatBlock optimiserState,
    FloatBlock outerState,
    @Nullable WorkerState own,
    @Nullable SlotReport report)
    implements Serializable {

  /** Returns a slot to start from. */
  public static Slot of(
      int slice,
      float[] parameters,
      float[] optimiserState,
      float[] outerState,
      Optional<WorkerState> own) {
    return new Slot(
        slice,
        new FloatBlock(parameters),
        new FloatBlock(optimiserState),
        new FloatBlock(outerState),
        own.orElse(null),
        null);
  }

  /** Returns the slice of what the workers start from. */
  public float[] parameterValues() {
    return parameters.values();
  }

  /** Returns the slice of the shared optimiser state. */
  public float[] optimiserValues() {
    return optimiserState.values();
  }

  /** Returns the outer rule's state. */
  public float[] outerValues() {
    return outerState.values();
  }

  /** Returns the state with which the worker of this number continues. */
  public Optional<WorkerState> workerState() {
    return Optional.ofNullable(own);
  }

  /** Returns what a worker needs of this slice for a round. */
  Delivery toTrainer(int worker) {
    return new Delivery(slice, parameters, optimiserState, worker == slice ? own : null);
  }

  /** Returns the parameters that are judged. */
  Delivery toJudge(OuterRule rule) {
    FloatBlock model = new FloatBlock(rule.model(parameters.values(), outerState.values()));
    return new Delivery(slice, model, FloatBlock.EMPTY, null);
  }

  /**
   * Report of a slice's reduction on the round.
   *
   * @param worker of the worker of the same number; nothing for slices beyond the workers
   * @param cost likewise
   * @param bytesIn fetched of the workers' pieces
   */
  record SlotReport(
      @Nullable WorkerReport worker, @Nullable WorkerCost cost, double reduceSeconds, long bytesIn)
      implements Serializable {}
}
