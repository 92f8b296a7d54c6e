package io.unroll.training;

import io.unroll.layers.backend.NativeKernels;
import io.unroll.network.Tensors;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Adam (Kingma &amp; Ba 2015, Algorithm 1 with the bias corrections drawn into the rate, end of
 * section 2), gradient to parameters in one pass over DL4J's flat arrays and optimiser state.
 *
 * <pre>
 *   m = b1 m + (1 - b1) g,  v = b2 v + (1 - b2) g^2
 *   parameters -= rate sqrt(1 - b2^t) / (1 - b1^t)  m / (sqrt(v) + epsilon)
 * </pre>
 *
 * <p>DL4J's own goes over the parameters five times, one value at a time.
 */
final class AdamStep {
  private static final int BLOCK = 2048;

  private final Adam settings;
  private final FloatBuffer parameters;
  private final FloatBuffer gradient;
  private final FloatBuffer means;
  private final FloatBuffer variances;
  private final float[] p = new float[BLOCK];
  private final float[] g = new float[BLOCK];
  private final float[] m = new float[BLOCK];
  private final float[] v = new float[BLOCK];

  private AdamStep(Adam settings, ComputationGraph network, INDArray state) {
    this.settings = settings;
    int count = Math.toIntExact(network.params().length());
    parameters = Tensors.memory(network.params());
    gradient = Tensors.memory(network.getFlattenedGradients());
    FloatBuffer both = Tensors.memory(state);
    means = both.slice(0, count);
    variances = both.slice(count, count);
  }

  /**
   * Returns the step of a network all of whose parameters are learned by one Adam, in this
   * processor's memory; empty for others.
   *
   * <p>The network must have its gradients allocated.
   */
  static Optional<AdamStep> of(ComputationGraph network) {
    if (!NativeKernels.arraysAreOnHost()) {
      return Optional.empty();
    }
    List<UpdaterBlock> blocks = network.getUpdater(true).getUpdaterBlocks();
    if (blocks.size() != 1) {
      return Optional.empty();
    }
    UpdaterBlock.ParamState first = blocks.get(0).getLayersAndVariablesInBlock().get(0);
    IUpdater updater = first.getLayer().getConfig().getUpdaterByParam(first.getParamName());
    INDArray state = network.getUpdater(true).getStateViewArray();
    return updater instanceof Adam adam && state.length() == 2 * network.params().length()
        ? Optional.of(new AdamStep(adam, network, state))
        : Optional.empty();
  }

  /**
   * Moves the parameters; leaves the gradient as it is.
   *
   * @param scale factor on the gradient
   * @param steps taken since the state was zero
   * @param rateFactor factor on the configured learning rate
   */
  void take(double scale, int steps, double rateFactor) {
    double t = steps + 1.0;
    double rate =
        rateFactor
            * settings.getLearningRate()
            * Math.sqrt(1 - Math.pow(settings.getBeta2(), t))
            / (1 - Math.pow(settings.getBeta1(), t));
    for (int from = 0; from < parameters.capacity(); from += BLOCK) {
      int count = Math.min(BLOCK, parameters.capacity() - from);
      parameters.get(from, p, 0, count);
      gradient.get(from, g, 0, count);
      means.get(from, m, 0, count);
      variances.get(from, v, 0, count);
      move(count, (float) scale, (float) rate);
      parameters.put(from, p, 0, count);
      means.put(from, m, 0, count);
      variances.put(from, v, 0, count);
    }
  }

  /** Simple enough for the compiler to turn it into vector instructions. */
  private void move(int count, float scale, float rate) {
    float b1 = (float) settings.getBeta1();
    float b2 = (float) settings.getBeta2();
    float rest1 = (float) (1 - settings.getBeta1());
    float rest2 = (float) (1 - settings.getBeta2());
    float epsilon = (float) settings.getEpsilon();
    for (int i = 0; i < count; i++) {
      float slope = scale * g[i];
      float mean = b1 * m[i] + rest1 * slope;
      float variance = b2 * v[i] + rest2 * slope * slope;
      m[i] = mean;
      v[i] = variance;
      p[i] -= rate * mean / ((float) Math.sqrt(variance) + epsilon);
    }
  }
}
