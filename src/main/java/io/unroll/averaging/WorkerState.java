package io.unroll.averaging;

import io.unroll.network.RecurrentState;
import java.io.Serializable;

/**
 * What a worker goes on with in the next round and shares with nobody.
 *
 * @param lanes hidden state of its lanes
 * @param optimiserState its own, where optimiser states are kept; empty otherwise
 * @param optimiserSteps that state's age: steps taken since it was zero
 */
public record WorkerState(RecurrentState lanes, float[] optimiserState, int optimiserSteps)
    implements Serializable {

  /** What every worker starts an epoch's first round with. */
  public static final WorkerState NONE = new WorkerState(RecurrentState.zero(), new float[0], 0);
}
