package io.unroll.layers.decoder;

import io.unroll.layers.attention.SequenceAttention.Score;
import io.unroll.layers.decoder.AttentiveCell.Wiring;
import io.unroll.layers.kernel.BlockOperations;
import io.unroll.layers.kernel.Padding;
import io.unroll.layers.recurrent.CellParameters;
import io.unroll.layers.recurrent.CellState;
import io.unroll.layers.recurrent.RecurrentCell;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One pass of a recurrent cell with attention in its recurrence over a whole sequence, and its
 * derivative.
 *
 * <p>Legend: B = batch, T = steps, S = encoder steps, E = size of the input y, H = hidden size, N =
 * T B. Blocks are dense, time first. At padded steps the state stays what it was, the output is
 * unspecified and the gradient by it counts as zero.
 */
interface AttentiveRecurrence {

  /**
   * Input of a pass.
   *
   * @param parameters by name, see {@link AttentiveCell}
   * @param y_TBE input, dense
   * @param initial state before the first step
   */
  record Run(
      RecurrentCell cell,
      Score score,
      BlockOperations operations,
      Map<String, INDArray> parameters,
      INDArray y_TBE,
      Padding padding,
      EncodedSource source,
      State initial) {

    FedCell fedCell() {
      return new FedCell(
          cell, CellParameters.of(parameters), operations, y_TBE, padding, initial.cell);
    }

    SourceAttention attention() {
      return new SourceAttention(score, source, parameters, operations, y_TBE.size(0));
    }
  }

  /**
   * State handed from a step to the next.
   *
   * @param attentional_BH the attentional state, where it is fed to the next step
   */
  record State(CellState cell, Optional<INDArray> attentional_BH) {}

  /**
   * Gradients of a pass; those of the parameters go into the caller's arrays.
   *
   * @param input_TBE gradient by the input
   * @param source_SBH gradient by the encoder's states
   * @param initial gradient by the first state of the cell
   */
  record Gradients(INDArray input_TBE, INDArray source_SBH, CellState initial) {}

  /** Runs all steps; once. The attentional states [T, B, H]. */
  INDArray forward();

  /** Returns the state after the last real step, copied. */
  State last();

  /** Returns the attention weights [T, B, S]. */
  INDArray weights_TBS();

  /**
   * Differentiates {@link #forward}; once.
   *
   * @param dOutput_TBH gradient of the loss by the output, dense; overwritten
   * @param gradients overwritten with those of the parameters, by name
   */
  Gradients backward(INDArray dOutput_TBH, Map<String, INDArray> gradients);

  /** Returns a pass of this wiring. */
  static AttentiveRecurrence of(Wiring wiring, Run run) {
    return switch (wiring) {
      case PREVIOUS_STATE -> new PreviousStateRecurrence(run);
      case INPUT_FEEDING -> new InputFeedingRecurrence(run);
    };
  }
}
