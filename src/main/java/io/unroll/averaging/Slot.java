package io.unroll.averaging;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A slice of the shared model between two rounds, and what the worker of the same number keeps.
 *
 * @param model what the workers start from
 * @param outerState the outer rule's, {@code stateArrays()} arrays as long as the parameters
 * @param own nothing for slices beyond the workers
 * @param report of the round that made this; nothing before the first
 */
public record Slot(
    int slice,
    ModelState model,
    FloatBlock outerState,
    @Nullable WorkerState own,
    @Nullable SlotReport report)
    implements Serializable {

  /** Returns a slot to start from. */
  public static Slot of(
      int slice, ModelState model, float[] outerState, Optional<WorkerState> own) {
    return new Slot(slice, model, new FloatBlock(outerState), own.orElse(null), null);
  }

  /** Returns the outer rule's state. */
  public float[] outerValues() {
    return outerState.values();
  }

  /** Returns the state with which the worker of this number continues. */
  public Optional<WorkerState> workerState() {
    return Optional.ofNullable(own);
  }

  /** Returns the slice of the parameters that are judged and kept. */
  float[] judged(OuterRule rule) {
    return rule.model(model.parameters(), outerState.values());
  }

  /** Returns what a worker needs of this slice for a round. */
  Delivery toTrainer(int worker) {
    return new Delivery(slice, model, worker == slice ? own : null);
  }

  /** Returns the parameters that are judged. */
  Delivery toJudge(OuterRule rule) {
    return new Delivery(slice, new ModelState(judged(rule), new float[0]), null);
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
