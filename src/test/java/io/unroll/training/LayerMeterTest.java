package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.averaging.LayerNorms;
import io.unroll.config.Settings;
import io.unroll.config.TrainingSettings;
import io.unroll.layers.backend.NativeThreads;
import io.unroll.network.NetworkBlueprint;
import io.unroll.network.RecurrentState;
import io.unroll.network.TestModels;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

class LayerMeterTest {
  private static final double RATE = 0.5;

  @Test
  void measuredStep_ofAllLayers_makesUpTheWholeGradient() {
    TrainingStep.Outcome outcome = step(TestModels.languageModel(2, plain()));
    double squares =
        outcome.layers().values().stream().mapToDouble(norms -> square(norms.gradient())).sum();
    assertEquals(outcome.gradientNorm(), Math.sqrt(squares), 1e-5 * outcome.gradientNorm());
    assertEquals(4, outcome.layers().size(), outcome.layers()::toString);
  }

  @Test
  void updateRatio_plainSteps_isRateTimesGradientOverParameters() {
    Settings settings = TestModels.languageModel(1, plain());
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    Map<String, LayerNorms> layers = step(settings).layers();
    for (Map.Entry<String, LayerNorms> layer : layers.entrySet()) {
      double length = network.getVertex(layer.getKey()).params().norm2Number().doubleValue();
      double expected = RATE * layer.getValue().gradient() / length;
      assertEquals(expected, layer.getValue().updateRatio(), 1e-4 * expected, layer.getKey());
      assertTrue(expected > 0);
    }
  }

  private static TrainingSettings plain() {
    return TestModels.training(1, 1, 1, "optimizer=sgd", "learningRate=" + RATE);
  }

  private static TrainingStep.Outcome step(Settings settings) {
    NativeThreads.bind(1);
    NetworkBlueprint blueprint = TestModels.blueprint(settings);
    ComputationGraph network = TestModels.network(blueprint);
    RecurrentState.zero().applyTo(network);
    return new TrainingStep(blueprint, network, Optional.empty())
        .takeMeasured(TestModels.randomBatch(3, 4, 6), 0, 1);
  }

  private static double square(double value) {
    return value * value;
  }
}
