package io.unroll.layers.recurrent;

import io.unroll.layers.RelativeDifference;
import io.unroll.layers.SequencePlacement;
import io.unroll.layers.reference.CellWeights;
import io.unroll.layers.reference.Draws;
import io.unroll.layers.reference.ReferenceLayer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A running recurrent DL4J layer beside its reference: the same parameters and inputs to both, then
 * the outputs at real steps and all gradients against each other.
 */
final class CellLayerComparison {
  private static final LayerWorkspaceMgr WORKSPACES = LayerWorkspaceMgr.noWorkspaces();
  private static final List<String> STATE_KEYS =
      List.of(LSTM.STATE_KEY_PREV_ACTIVATION, LSTM.STATE_KEY_PREV_MEMCELL);

  private final ReferenceLayer reference;
  private final SequencePlacement placement;
  private final double tolerance;
  private final RecurrentLayer layer;
  private final CellWeights weights;
  private final ReferenceLayer.Inputs inputs;
  private final double[][][] dy_BTH;

  /**
   * Draws parameters, inputs and gradients, and gives the layer its parameters and its mask.
   *
   * @param configuration of the layer, with its sizes set
   * @param tolerance of a difference's norm, as a share of the norm of what is expected
   * @param carried whether the sequences go on from a state, rather than start
   */
  CellLayerComparison(
      ReferenceLayer reference,
      Layer configuration,
      int inputSize,
      int hidden,
      SequencePlacement placement,
      double tolerance,
      boolean carried,
      long seed) {
    Draws draws = Draws.random(seed);
    int batch = placement.lengths_B().length;
    int states = reference.cell().states();
    this.reference = reference;
    this.placement = placement;
    this.tolerance = tolerance;
    // PyTorch's range: with larger weights a simple cell is chaotic and magnifies rounding errors.
    weights = draws.scaled(1 / Math.sqrt(hidden)).weights(reference.cell(), inputSize, hidden);
    double[][][] x_BTI = draws.array(batch, placement.steps(), inputSize);
    dy_BTH = draws.array(batch, placement.steps(), hidden);
    double[][][] initial_BSH =
        carried ? draws.array(batch, states, hidden) : new double[batch][states][hidden];
    inputs = new ReferenceLayer.Inputs(x_BTI, initial_BSH, placement.lengths_B());
    layer = running(configuration);
    if (!placement.isFull()) {
      layer.feedForwardMaskArray(placement.mask(), MaskState.Active, batch);
    }
  }

  private RecurrentLayer running(Layer configuration) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .dataType(placement.type())
                .miniBatch(false)
                .graphBuilder()
                .addInputs("x")
                .addLayer("cell", configuration, "x")
                .setOutputs("cell")
                .build());
    graph.init();
    graph.initGradientsView();
    RecurrentLayer cell = (RecurrentLayer) graph.getLayer("cell");
    cell.getParam("W").assign(matrix(weights.w_IG()));
    cell.getParam("RW").assign(matrix(weights.r_HG()));
    cell.getParam("b").assign(matrix(weights.b_K()).reshape(cell.getParam("b").shape()));
    return cell;
  }

  /** A training pass over sequences that start, and its backward pass. */
  void assertFreshPassMatches() {
    INDArray y = layer.activate(placement.toLayer(inputs.x_BTI(), 3), true, WORKSPACES);
    assertOutputMatches(y);
    assertGradientsMatch(() -> layer.backpropGradient(placement.toLayer(dy_BTH, 0), WORKSPACES));
  }

  /**
   * Compares sequences that continue from a state and hand one over.
   *
   * @param lastState whether to compare the state that is handed over
   */
  void assertCarriedPassMatches(boolean lastState) {
    Map<String, INDArray> initial = new HashMap<>();
    for (int state = 0; state < reference.cell().states(); state++) {
      initial.put(STATE_KEYS.get(state), matrix(state(inputs.initial_BSH(), state)));
    }
    // What the stock layer's backward pass starts from, and what its next window starts from.
    layer.rnnSetPreviousState(new HashMap<>(initial));
    layer.rnnSetTBPTTState(new HashMap<>(initial));
    INDArray x = placement.toLayer(inputs.x_BTI(), 3);
    assertOutputMatches(layer.rnnActivateUsingStoredState(x, true, true, WORKSPACES));
    if (lastState) {
      double[][][] last_BSH = reference.forward(weights, inputs).last_BSH();
      for (int state = 0; state < reference.cell().states(); state++) {
        String key = STATE_KEYS.get(state);
        assertClose(key, matrix(state(last_BSH, state)), layer.rnnGetTBPTTState().get(key));
      }
    }
    INDArray epsilon = placement.toLayer(dy_BTH, 0);
    assertGradientsMatch(() -> layer.tbpttBackpropGradient(epsilon, placement.steps(), WORKSPACES));
  }

  private void assertOutputMatches(INDArray y_BHT) {
    double[][][] actual_BTH = placement.fromLayer(y_BHT);
    for (int row = 0; row < actual_BTH.length; row++) {
      for (int step = placement.lengths_B()[row]; step < placement.steps(); step++) {
        Arrays.fill(actual_BTH[row][step], 0);
      }
    }
    assertClose(
        "output",
        Nd4j.createFromArray(reference.forward(weights, inputs).y_BTH()),
        Nd4j.createFromArray(actual_BTH));
  }

  private void assertGradientsMatch(Supplier<Pair<Gradient, INDArray>> backward) {
    double[][][] dLast_BSH =
        new double[dy_BTH.length][reference.cell().states()][dy_BTH[0][0].length];
    ReferenceLayer.Gradients expected = reference.backward(weights, inputs, dy_BTH, dLast_BSH);
    Pair<Gradient, INDArray> actual = backward.get();
    Map<String, INDArray> byName = actual.getFirst().gradientForVariable();
    assertClose("W", matrix(expected.dWeights().w_IG()), byName.get("W"));
    assertClose("RW", matrix(expected.dWeights().r_HG()), byName.get("RW"));
    assertClose("b", matrix(expected.dWeights().b_K()), byName.get("b"));
    assertClose(
        "input",
        Nd4j.createFromArray(expected.dx_BTI()),
        Nd4j.createFromArray(placement.fromLayer(actual.getSecond())));
  }

  private static double[][] state(double[][][] states_BSH, int state) {
    return Arrays.stream(states_BSH).map(row_SH -> row_SH[state]).toArray(double[][]::new);
  }

  private INDArray matrix(double[]... rows) {
    return Nd4j.createFromArray(rows).castTo(placement.type());
  }

  private void assertClose(String name, INDArray expected, INDArray actual) {
    RelativeDifference.assertAtMost(tolerance, name, expected, actual);
  }
}
