package io.unroll.training;

import io.unroll.config.TrainingSettings;
import io.unroll.config.TrainingSettings.Optimizer;
import io.unroll.network.NetworkBlueprint;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;

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
    configuration.getVertices().values().stream()
        .filter(LayerVertex.class::isInstance)
        .map(vertex -> ((LayerVertex) vertex).getLayerConf())
        .forEach(layer -> set(layer, rate));
    return configuration;
  }

  private void set(NeuralNetConfiguration conf, double rate) {
    conf.setMiniBatch(true);
    if (conf.getLayer() instanceof BaseLayer layer) {
      layer.getIUpdater().setLrAndSchedule(rate, null);
      Optional<Double> clip = training.clipNorm();
      if (clip.isPresent()) {
        layer.setGradientNormalization(GradientNormalization.ClipL2PerLayer);
        layer.setGradientNormalizationThreshold(clip.get() * tokensPerRow);
      }
    }
  }
}
