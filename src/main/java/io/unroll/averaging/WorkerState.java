package io.unroll.averaging;

import io.unroll.network.RecurrentState;
import java.io.Serializable;

/**
 * State that a worker keeps for the next round and shares with no other.
 *
 * @param lanes hidden state of its lanes
 * @param optimiserState its own, where optimiser states are kept; empty otherwise
 * @param optimiserSteps that state's age: steps taken since it was zero
 */
public record WorkerState(RecurrentState lanes, float[] optimiserState, int optimiserSteps)
    implements Serializable {

  /** State with which every worker starts an epoch's first round. */
  public static final WorkerState NONE = new WorkerState(RecurrentState.zero(), new float[0], 0);
}
