package io.unroll.training;

import io.unroll.averaging.LayerNorms;
import io.unroll.network.NetworkBlueprint;
import io.unroll.shards.SequenceBatch;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/**
 * One optimiser step on one batch.
 *
 * <p>The gradient is the mean over the batch's real target tokens, clipped by its global L2 norm
 * (Pascanu, Mikolov &amp; Bengio 2013): g becomes g min(1, clip / |g|).
 */
public final class TrainingStep {
  private final NetworkBlueprint blueprint;
  private final ComputationGraph network;
  private final Optional<Double> clipNorm;
  private Optional<AdamStep> adam = Optional.empty();

  /** Steps of a network that was built from this blueprint. */
  public TrainingStep(
      NetworkBlueprint blueprint, ComputationGraph network, Optional<Double> clipNorm) {
    this.blueprint = blueprint;
    this.network = network;
    this.clipNorm = clipNorm;
  }

  /**
   * Result of one step.
   *
   * @param nats summed loss of the batch, before the step
   * @param gradientNorm global norm before clipping
   * @param skipped whether the gradient was not finite and the step was left out
   * @param layers norms by layer, where they were asked for
   */
  public record Outcome(
      double nats,
      long tokens,
      double gradientNorm,
      boolean skipped,
      SortedMap<String, LayerNorms> layers) {}

  /**
   * @param optimiserSteps steps taken since the optimiser's state was zero, by which it corrects
   *     its bias
   * @param rateFactor learning rate of this step over the configured one
   */
  public Outcome take(SequenceBatch batch, int optimiserSteps, double rateFactor) {
    return take(batch, optimiserSteps, rateFactor, false);
  }

  /**
   * Takes a step and measures norms by layer, which takes about as long as copying the parameters.
   */
  Outcome takeMeasured(SequenceBatch batch, int optimiserSteps, double rateFactor) {
    return take(batch, optimiserSteps, rateFactor, true);
  }

  private Outcome take(
      SequenceBatch batch, int optimiserSteps, double rateFactor, boolean measured) {
    MultiDataSet tensors = blueprint.tensors(batch);
    network.setInputs(tensors.getFeatures());
    network.setLabels(tensors.getLabels());
    network.setLayerMaskArrays(tensors.getFeaturesMaskArrays(), tensors.getLabelsMaskArrays());
    network.computeGradientAndScore();
    network.clearLayerMaskArrays();
    double nats = network.score();
    long tokens = batch.targetTokens();
    INDArray gradient = network.getFlattenedGradients();
    double norm = GlobalNorm.of(gradient) / tokens;
    if (!Double.isFinite(norm) || !Double.isFinite(nats)) {
      return new Outcome(0, tokens, norm, true, new TreeMap<>());
    }
    Optional<LayerMeter> meter = measured ? Optional.of(new LayerMeter(network)) : Optional.empty();
    double scale =
        clipNorm.filter(limit -> norm > limit).map(limit -> limit / norm).orElse(1.0) / tokens;
    adam = adam.or(() -> AdamStep.of(network));
    if (adam.isPresent()) {
      adam.get().take(scale, optimiserSteps, rateFactor);
    } else {
      moveByUpdater(gradient.muli(scale), optimiserSteps, batch.rows(), rateFactor);
    }
    SortedMap<String, LayerNorms> layers =
        meter.map(taken -> taken.afterStep(tokens)).orElseGet(TreeMap::new);
    return new Outcome(nats, tokens, norm, false, layers);
  }

  private void moveByUpdater(INDArray gradient, int optimiserSteps, int rows, double rateFactor) {
    network
        .getUpdater()
        .update(network.gradient(), optimiserSteps, 0, rows, LayerWorkspaceMgr.noWorkspaces());
    // Every optimiser here is linear in its rate; telling DL4J a new one would rebuild the updater.
    network.params().subi(gradient.muli(rateFactor).reshape(network.params().shape()));
  }
}
