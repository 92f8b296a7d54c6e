package io.unroll.network;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.ModelSettings.Initialisation;
import io.unroll.config.ModelSettings.Normalisation;
import io.unroll.config.ModelSettings.Recurrence;
import io.unroll.config.ModelSettings.Refinements;
import io.unroll.config.ModelSettings.Stack;
import io.unroll.layers.recurrent.OrthogonalGates;
import io.unroll.layers.recurrent.SequenceGru;
import io.unroll.layers.recurrent.SequenceLstm;
import io.unroll.layers.recurrent.SequenceMinimalGated;
import io.unroll.layers.recurrent.SequenceOutputRnn;
import io.unroll.layers.recurrent.SequenceRnn;
import io.unroll.layers.sequence.ResidualSum;
import io.unroll.layers.sequence.SequenceDropout;
import io.unroll.layers.sequence.SequenceNormalisation;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * The layers that a stack is made of, by its settings.
 *
 * <p>Layer l is the cell {@code prefixL}, then {@code prefixLNormalised}, then {@code prefixLSum}
 * with the output of layer l - residual; of the latter two, those that the settings ask for. Where
 * a stack reads both ways, each direction is refined on its own.
 */
final class StackParts {
  private static final String NORMALISED = "Normalised";
  private static final String SUM = "Sum";

  private final Stack stack;
  private final Refinements refinements;
  private final Kernels kernels;

  StackParts(Stack stack, Kernels kernels) {
    this.stack = stack;
    this.refinements = stack.refinements();
    this.kernels = kernels;
  }

  /**
   * Returns a cell with hidden recurrence.
   *
   * @param inputs size of what it reads
   * @param handsOver whether its last state is used elsewhere
   */
  BaseRecurrentLayer cell(int inputs, int hidden, boolean handsOver) {
    return configured(
        switch (stack.cell()) {
          case LSTM -> lstm(inputs, hidden, handsOver);
          case GRU -> new SequenceGru(inputs, hidden, true, kernels);
          case GRU_RESET_BEFORE -> new SequenceGru(inputs, hidden, false, kernels);
          case MINIMAL_GATED -> new SequenceMinimalGated(inputs, hidden, kernels);
          case RNN -> new SequenceRnn(inputs, hidden, false, kernels);
          case RNN_RELU -> new SequenceRnn(inputs, hidden, true, kernels);
        });
  }

  /**
   * Returns a cell that reads what the network writes, with the recurrence of the settings.
   *
   * @param fromState whether it is given a state
   */
  BaseRecurrentLayer writingCell(int inputs, boolean fromState) {
    int hidden = stack.hidden();
    return refinements.recurrence() == Recurrence.HIDDEN
        ? cell(inputs, hidden, false)
        : configured(new SequenceOutputRnn(inputs, hidden, fromState, kernels));
  }

  private SequenceLstm lstm(int inputs, int hidden, boolean handsOver) {
    SequenceLstm cell = new SequenceLstm(inputs, hidden, refinements.forgetGateBias(), kernels);
    cell.setHandsOver(handsOver);
    return cell;
  }

  /** Gives a cell the initialisation and the dropout of the settings. */
  BaseRecurrentLayer configured(BaseRecurrentLayer cell) {
    if (stack.initialisation() == Initialisation.ORTHOGONAL) {
      cell.setWeightInitFnRecurrent(new OrthogonalGates());
    }
    dropInputs(cell);
    return cell;
  }

  /** Gives a layer the dropout of the settings. */
  void dropInputs(Layer layer) {
    if (stack.dropout() > 0) {
      layer.setIDropout(new SequenceDropout(1 - stack.dropout(), refinements.variationalDropout()));
    }
  }

  /** Returns the layer whose output is added to that of this one. */
  Optional<Integer> skipped(int layer) {
    int residual = refinements.residual();
    return residual > 0 && layer >= residual ? Optional.of(layer - residual) : Optional.empty();
  }

  /**
   * Adds what comes after the cell of a layer of a stack.
   *
   * @return the name of the layer's output
   */
  String refine(GraphBuilder graph, String prefix, int layer) {
    return refine(
        graph,
        prefix + layer,
        stack.hidden(),
        skipped(layer).map(below -> output(stack, prefix, below)));
  }

  /**
   * Adds what comes after a cell.
   *
   * @param size of the cell's output
   * @param skipped what is to be added to the cell's output, as the settings ask for it
   * @return the name of what comes last
   */
  String refine(GraphBuilder graph, String cell, int size, Optional<String> skipped) {
    String output = cell;
    if (refinements.normalisation() == Normalisation.LAYER) {
      output = cell + NORMALISED;
      graph.addLayer(output, new SequenceNormalisation(size), cell);
    }
    if (skipped.isPresent()) {
      graph.addVertex(cell + SUM, new ResidualSum(), output, skipped.get());
      output = cell + SUM;
    }
    return output;
  }

  /** Returns the name of the output of a layer of a stack. */
  static String output(Stack stack, String prefix, int layer) {
    Refinements refinements = stack.refinements();
    String cell = prefix + layer;
    if (refinements.residual() > 0 && layer >= refinements.residual()) {
      return cell + SUM;
    }
    return refinements.normalisation() == Normalisation.LAYER ? cell + NORMALISED : cell;
  }
}
