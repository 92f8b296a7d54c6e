package io.unroll.training;

import io.unroll.config.TrainingSettings;
import io.unroll.config.TrainingSettings.Optimizer;
import io.unroll.network.NetworkBlueprint;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A blueprint's graph for Deeplearning4j's own step, as near to {@link TrainingStep} as its
 * settings allow.
 *
 * <p>Our step divides a batch's summed gradient by its tokens and clips the whole. The stock step
 * divides by rows, R in all with N tokens, and clips layer by layer. So bounds are larger by the
 * mean tokens of a row, and the rate of sgd is smaller:
 *
 * <pre>
 *   clip of each layer = clipNorm N / R     rate of sgd = learningRate R / N
 * </pre>
 *
 * <p>Adam and RMSProp do not see a constant factor. What remains: batches with longer rows than the
 * mean count for more, and a layer is clipped without the others.
 */
record StockConfiguration(
    NetworkBlueprint blueprint, TrainingSettings training, double tokensPerRow) {

  /**
   * @param rateFactor on the learning rate of the settings
   */
  ComputationGraphConfiguration at(double rateFactor) {
    ComputationGraphConfiguration configuration = blueprint.configuration();
    boolean scales = training.optimizer() == Optimizer.SGD;
    double rate = training.rate().learningRate() * rateFactor / (scales ? tokensPerRow : 1);
    configuration.getDefaultConfiguration().setMiniBatch(true);
    for (GraphVertex vertex : configuration.getVertices().values()) {
      if (vertex instanceof LayerVertex layer) {
        set(layer.getLayerConf(), rate);
      } else if (vertex instanceof SameDiffVertex weighted) {
        set(weighted, rate);
      }
    }
    return configuration;
  }

  private void set(NeuralNetConfiguration conf, double rate) {
    conf.setMiniBatch(true);
    if (conf.getLayer() instanceof BaseLayer layer) {
      set(layer.getIUpdater(), rate);
      set(layer.getBiasUpdater(), rate);
      bound()
          .ifPresent(
              norm -> {
                layer.setGradientNormalization(GradientNormalization.ClipL2PerLayer);
                layer.setGradientNormalizationThreshold(norm);
              });
    }
  }

  /** Attention has weights, but is no layer. */
  private void set(SameDiffVertex vertex, double rate) {
    set(vertex.getUpdater(), rate);
    set(vertex.getBiasUpdater(), rate);
    bound()
        .ifPresent(
            norm -> {
              vertex.setGradientNormalization(GradientNormalization.ClipL2PerLayer);
              vertex.setGradientNormalizationThreshold(norm);
            });
  }

  /** All get the same: where rates differ, the optimiser's state is laid out otherwise. */
  private static void set(@Nullable IUpdater updater, double rate) {
    if (updater != null) {
      updater.setLrAndSchedule(rate, null);
    }
  }

  private Optional<Double> bound() {
    return training.clipNorm().map(norm -> norm * tokensPerRow);
  }
}
