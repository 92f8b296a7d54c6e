package io.unroll.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.unroll.config.ModelSettings.Attention;
import io.unroll.config.Settings;
import io.unroll.network.TestModels;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockConfigurationTest {
  private static final Settings SETTINGS = TestModels.encoderDecoder(Attention.GENERAL, false);

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5})
  void anyRate_reachesEveryParameter_andLeavesTheStateInOneBlock(double factor) {
    ComputationGraph network =
        new ComputationGraph(
            new StockConfiguration(TestModels.blueprint(SETTINGS), SETTINGS.training(), 4)
                .at(factor));
    network.init();
    assertEquals(1, network.getUpdater(true).getUpdaterBlocks().size());
    assertTrue(network.conf().isMiniBatch());
    for (Layer layer : network.getLayers()) {
      BaseLayer conf = (BaseLayer) layer.conf().getLayer();
      for (String name : layer.paramTable().keySet()) {
        assertEquals(
            0.02 * factor, conf.getUpdaterByParam(name).getLearningRate(0, 0), 1e-12, name);
      }
      assertEquals(4, conf.getGradientNormalizationThreshold(), "clipNorm 1, four tokens a row");
    }
  }
}
