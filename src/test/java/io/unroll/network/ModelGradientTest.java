package io.unroll.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.unroll.config.BackendSettings.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gradients of all pairs of settings, dropout among them: every part's gradient along a random
 * direction against the difference quotient of the loss, with the same values dropped in every
 * pass.
 */
class ModelGradientTest {
  private static final String MODELS = "io.unroll.network.ModelSettingsPairs#models";

  /** A kink of relu, or of a maximum, within a step spoils a quotient; a smaller one misses it. */
  private static final double[] STEPS = {1e-6, 1e-7, 1e-8};

  private static final double RELATIVE = 1e-5;
  private static final double FLOAT_RELATIVE = 2e-4;

  @ParameterizedTest
  @MethodSource(MODELS)
  void gradient_doublePrecision_equalsDifferences(PairedModel model) {
    TrainingPass pass = TrainingPass.of(model.with(Kernels.STOCK), DataType.DOUBLE);
    double loss = pass.run();
    assertTrue(Double.isFinite(loss) && loss > 0, "loss " + loss);
    double[] direction = direction(pass.network());
    double along = 0;
    double[] gradient = pass.gradient();
    for (int i = 0; i < gradient.length; i++) {
      along += direction[i] * gradient[i];
    }
    double[] origin = pass.network().params().dup().data().asDouble();
    double difference = Double.NaN;
    for (double step : STEPS) {
      double above = lossAt(pass, origin, direction, step);
      double below = lossAt(pass, origin, direction, -step);
      difference = (above - below) / (2 * step) - along;
      if (Math.abs(difference) < RELATIVE) {
        return;
      }
    }
    assertEquals(0, difference, RELATIVE, "quotient less gradient, " + model);
  }

  /** Random, in each layer as long as its gradient is short: none of them is lost in another's. */
  private static double[] direction(ComputationGraph network) {
    Random random = new Random(3);
    INDArray gradient = network.getFlattenedGradients();
    double least = 1e-3 * gradient.norm2Number().doubleValue();
    double[] direction = new double[(int) gradient.length()];
    int from = 0;
    for (GraphVertex vertex : inOrder(network)) {
      int count = (int) vertex.numParams();
      if (count > 0) {
        INDArray own = gradient.reshape(gradient.length()).get(interval(from, from + count));
        double length = Math.max(own.norm2Number().doubleValue(), least);
        for (int i = from; i < from + count; i++) {
          direction[i] = random.nextGaussian() / length;
        }
      }
      from += count;
    }
    return direction;
  }

  private static List<GraphVertex> inOrder(ComputationGraph network) {
    return Arrays.stream(network.topologicalSortOrder())
        .mapToObj(index -> network.getVertices()[index])
        .toList();
  }

  private static double lossAt(
      TrainingPass pass, double[] origin, double[] direction, double length) {
    double[] moved = new double[origin.length];
    for (int i = 0; i < origin.length; i++) {
      moved[i] = origin[i] + length * direction[i];
    }
    pass.network().params().assign(Nd4j.createFromArray(moved));
    return pass.run();
  }

  @ParameterizedTest
  @MethodSource(MODELS)
  void gradient_ofNativeKernels_equalsPortable(PairedModel model) {
    TrainingPass nativePass = TrainingPass.of(model.with(Kernels.REQUIRE), DataType.FLOAT);
    TrainingPass portable = TrainingPass.of(model.with(Kernels.STOCK), DataType.FLOAT);
    double loss = portable.run();
    assertEquals(loss, nativePass.run(), 1e-5 * loss);
    double[] expected = portable.gradient();
    double[] actual = nativePass.gradient();
    double scale = 0;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], FLOAT_RELATIVE * scale, "parameter " + i + ", " + model);
    }
  }
}
