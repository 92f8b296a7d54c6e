package io.unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.BackendSettings.Kernels;
import io.unroll.config.InvalidInput;
import io.unroll.config.ModelSettings;
import io.unroll.config.ModelSettings.Cell;
import io.unroll.config.Settings;
import io.unroll.shards.EncodedSequence;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class GateActivationsTest {
  private static final EncodedSequence INPUT = EncodedSequence.ofIds(5, 9, 4, 4, 12);
  private static final int HIDDEN = 16;

  private static Settings settings(Cell cell) {
    ModelSettings.Stack stack = TestModels.stack(cell, 2, HIDDEN, false);
    return TestModels.languageModel(stack, Kernels.AUTO);
  }

  /** The states that follow from the gates are those the layer put out. */
  @Test
  void gates_ofAGru_explainItsStates() {
    Settings settings = settings(Cell.GRU);
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    network.params().muli(3);
    String layer = GateActivations.layers(network).get(1);
    Map<String, float[][]> gates =
        GateActivations.of(blueprint, settings.model(), network, layer, INPUT).gates();
    network.rnnClearPreviousState();
    INDArray[] ids = {Tensors.ids(INPUT.ids(), 1, INPUT.steps())};
    Inference pass = Inference.run(network, ids, null, false);
    INDArray x = pass.of(network.getConfiguration().getVertexInputs().get(layer).get(0));
    INDArray h = pass.of(layer);
    Map<String, INDArray> parameters = network.getLayer(layer).paramTable();
    INDArray w = parameters.get("W");
    INDArray r = parameters.get("RW");
    INDArray b = parameters.get("b").reshape(parameters.get("b").length());
    for (int step = 0; step < INPUT.steps(); step++) {
      for (int unit = 0; unit < HIDDEN; unit++) {
        int column = 2 * HIDDEN + unit;
        double fromInput = b.getDouble(column);
        double fromState = b.getDouble(3 * HIDDEN + unit);
        for (int i = 0; i < x.size(1); i++) {
          fromInput += x.getDouble(0, i, step) * w.getDouble(i, column);
        }
        for (int i = 0; step > 0 && i < HIDDEN; i++) {
          fromState += h.getDouble(0, i, step - 1) * r.getDouble(i, column);
        }
        double candidate = Math.tanh(fromInput + gates.get("reset")[step][unit] * fromState);
        double update = gates.get("update")[step][unit];
        double before = step == 0 ? 0 : h.getDouble(0, unit, step - 1);
        double expected = update * before + (1 - update) * candidate;
        assertEquals(expected, h.getDouble(0, unit, step), 1e-5);
      }
    }
  }

  @Test
  void means_ofAnLstm_lieBetweenShutAndOpen() {
    Settings settings = settings(Cell.LSTM);
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    GateActivations gates =
        GateActivations.of(
            blueprint, settings.model(), network, GateActivations.layers(network).get(0), INPUT);
    assertEquals(List.of("input", "forget", "output"), List.copyOf(gates.means().keySet()));
    for (double[] means : gates.means().values()) {
      assertEquals(INPUT.steps(), means.length);
      for (double mean : means) {
        assertTrue(mean > 0 && mean < 1);
      }
    }
    // Untrained, with a bias of one, the forget gate is open.
    assertTrue(gates.means().get("forget")[0] > gates.means().get("input")[0]);
  }

  @Test
  void gates_ofACellWithout_areRefused() {
    Settings settings = settings(Cell.RNN);
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    String layer = GateActivations.layers(network).get(0);
    assertThrows(
        InvalidInput.class,
        () -> GateActivations.of(blueprint, settings.model(), network, layer, INPUT));
  }
}
