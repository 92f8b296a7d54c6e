package io.unroll.layers.recurrent;

import io.unroll.layers.kernel.Padding;
import java.util.Optional;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A recurrent cell run over whole sequences, and the derivative of its last run.
 *
 * <p>Activations are DL4J's [batch, size, time]. At padded steps the state stays what it was, the
 * output is unspecified and the gradient by the output counts as zero.
 */
interface Recurrence {

  /**
   * Input of a run.
   *
   * @param x_BIT input, strides of any kind but zero
   * @param padding which steps are real
   * @param initial state before the first step
   * @param stateWanted whether the caller uses the last state
   * @param parametersFixed whether parameters are the same in all runs, so that what was made of
   *     them once can serve again
   */
  record Run(
      INDArray x_BIT,
      Padding padding,
      CellState initial,
      CellParameters parameters,
      boolean stateWanted,
      boolean parametersFixed) {}

  /**
   * Output of a run.
   *
   * @param output_BHT hidden states, in the ACTIVATIONS workspace
   * @param last state after the last real step, detached; unspecified where it was not wanted
   */
  record Pass(INDArray output_BHT, CellState last) {}

  /**
   * Gradients of a run; those of the parameters go into the caller's arrays.
   *
   * @param input_BIT gradient by the input, in the ACTIVATION_GRAD workspace
   * @param initial gradient by the initial state
   */
  record Gradients(INDArray input_BIT, CellState initial) {}

  /** Runs the cell over all steps. */
  Pass forward(Run run, LayerWorkspaceMgr workspaces);

  /**
   * Differentiates the last {@link #forward}.
   *
   * @param dOutput_BHT gradient of the loss by the hidden states
   * @param dLastMemory_BH gradient of the loss by the last memory cell
   * @param receivers overwritten with the gradients of the parameters
   */
  Gradients backward(
      INDArray dOutput_BHT,
      Optional<INDArray> dLastMemory_BH,
      CellParameters receivers,
      LayerWorkspaceMgr workspaces);
}
